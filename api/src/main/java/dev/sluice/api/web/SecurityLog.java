package dev.sluice.api.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/// Writes down who was refused what, for operators: one line each, with opaque ids alone. Of a path only the words that
/// routes are made of are shown. Whoever knocks without end fills no disk: past the bound lines are counted, and the
/// count is a line of its own.
@Component
public class SecurityLog {

    public static final String LOGGER = "sluice.security";
    static final int LINES_PER_MINUTE_MAX = 1_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int SEGMENTS_MAX = 10;
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,23}");
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private final InstantSource clock;
    private Instant end = Instant.EPOCH;
    private int lines;
    private long left;

    SecurityLog(InstantSource clock) {
        this.clock = clock;
    }

    /// `userId` is who is known to have asked, or to have been meant; null for nobody.
    public void write(SecurityEvent event, HttpServletRequest request, @Nullable String userId) {
        write(event, RequestIds.of(request), request.getMethod(), request.getRequestURI(), userId);
    }

    void write(SecurityEvent event, @Nullable String requestId, String method, String path, @Nullable String userId) {
        if (isRoom()) {
            LoggingEventBuilder line = LOG.atWarn().addKeyValue("event", event.text())
                    .addKeyValue("requestId", requestId).addKeyValue("method", known(method))
                    .addKeyValue("path", shape(path));
            (userId == null ? line : line.addKeyValue("userId", userId)).log("refused");
        }
    }

    private synchronized boolean isRoom() {
        Instant now = clock.instant();
        if (!now.isBefore(end)) {
            if (left > 0) {
                LOG.atWarn().addKeyValue("lines", left).log("refusals left out");
            }
            end = now.plus(MINUTE);
            lines = 0;
            left = 0;
        }
        boolean room = lines < LINES_PER_MINUTE_MAX;
        lines += room ? 1 : 0;
        left += room ? 0 : 1;
        return room;
    }

    /// `/api/client/keys/…` of whatever was asked for.
    static String shape(String path) {
        return Stream.of(path.split("/", SEGMENTS_MAX + 1)).limit(SEGMENTS_MAX).skip(1)
                .map(segment -> WORD.matcher(segment).matches() ? segment : "…")
                .collect(Collectors.joining("/", "/", ""));
    }

    private static String known(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH" -> method;
            default -> "other";
        };
    }
}
