package dev.sluice.relay.forwarding.answer;

import java.time.Duration;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The ways a provider says how long it wants to be left alone.
class RetryAfterTest {

    private final HttpHeaders headers = new DefaultHttpHeaders();

    @Test
    void millisecondsCountBeforeSeconds() {
        headers.add("retry-after", "3").add("retry-after-ms", "1500.5");

        assertThat(RetryAfter.of(headers)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void aDateCountsFromTheAnswersOwnDate() {
        headers.add("date", "Mon, 23 Nov 2026 04:00:00 GMT").add("retry-after", "Mon, 23 Nov 2026 04:01:30 GMT");

        assertThat(RetryAfter.of(headers)).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void whatCannotBeReadSaysNothing() {
        assertThat(RetryAfter.of(headers)).isNull();
        assertThat(RetryAfter.of(headers.add("retry-after", "soon"))).isNull();
        assertThat(RetryAfter.of(headers.set("retry-after", "-3"))).isNull();
        assertThat(RetryAfter.of(headers.set("retry-after", "Mon, 23 Nov 2026 04:01:30 GMT"))).isNull();
    }
}
