package dev.sluice.relay.forwarding.answer;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// How long a provider wants to be left alone: `retry-after-ms`, or `retry-after` in seconds or as a date,
/// which counts from the answer's own `date`.
final class RetryAfter {

    private static final String MILLIS = "retry-after-ms";
    private static final long SECONDS_MAX = Duration.ofDays(365).toSeconds();

    private RetryAfter() {}

    /// Null when the answer does not say, or not so that it can be read.
    static @Nullable Duration of(HttpHeaders headers) {
        String millis = headers.get(MILLIS);
        if (millis != null && millis.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Duration.ofMillis((long) Double.parseDouble(millis));
        }
        String text = headers.get(HttpHeaderNames.RETRY_AFTER);
        if (text == null) {
            return null;
        }
        return text.matches("\\d{1,9}")
                ? Duration.ofSeconds(Math.min(Long.parseLong(text), SECONDS_MAX))
                : until(text, headers.get(HttpHeaderNames.DATE));
    }

    private static @Nullable Duration until(String date, @Nullable String now) {
        if (now == null) {
            return null;
        }
        try {
            Duration left = Duration.between(instant(now), instant(date));
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException notDates) {
            return null;
        }
    }

    private static Instant instant(String date) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    }
}
