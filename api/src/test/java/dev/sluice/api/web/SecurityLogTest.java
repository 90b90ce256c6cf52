package dev.sluice.api.web;

import java.time.Instant;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class SecurityLogTest {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(SecurityLog.LOGGER);
    private Instant now = Instant.parse("2026-11-24T00:00:00Z");
    private final SecurityLog log = new SecurityLog(() -> now);

    @BeforeEach
    void listen() {
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void beQuiet() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
    }

    @ParameterizedTest
    @CsvSource({"/api/client/keys/ck_018f-1/usage, /api/client/keys/…/usage",
            "/api/client/ada@example.org, /api/client/…",
            "/, /…", "/a/b/c/d/e/f/g/h/i/j/k, /a/b/c/d/e/f/g/h/i", "/API/%2e%2e/x, /…/…/x",
            "/a-word-that-is-longer-than-any-of-ours, /…"})
    void ofAPathOnlyWordsOfRoutesAreShown(String path, String shown) {
        assertThat(SecurityLog.shape(path)).isEqualTo(shown);
    }

    @Test
    void whoKnocksWithoutEndIsCountedAndNotWrittenDown() {
        for (int i = 0; i < SecurityLog.LINES_PER_MINUTE_MAX + 7; i++) {
            log.write(SecurityEvent.TOKEN_REFUSED, "r-1", "BREW", "/api/client/keys", null);
        }
        assertThat(lines.list).hasSize(SecurityLog.LINES_PER_MINUTE_MAX);
        assertThat(texts().getFirst()).contains("event=\"token-refused\"", "method=\"other\"").doesNotContain("BREW");

        now = now.plusSeconds(60);
        log.write(SecurityEvent.ACCESS_DENIED, "r-2", "GET", "/api/admin/users", "cu_1");

        assertThat(texts().subList(SecurityLog.LINES_PER_MINUTE_MAX, lines.list.size())).hasSize(2)
                .satisfies(last -> assertThat(last).first().asString().contains("refusals left out", "lines=\"7\""))
                .satisfies(last -> assertThat(last).last().asString().contains("access-denied", "userId=\"cu_1\""));
    }

    private List<String> texts() {
        return lines.list.stream().map(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs()).toList();
    }
}
