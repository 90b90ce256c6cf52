package dev.sluice.quickstart.provider;

import java.time.Duration;
import java.util.Optional;

import com.sun.net.httpserver.Headers;

import dev.sluice.contracts.usage.TokenUsage;

/// What the stub plays for one request. Without a header: input = ⌈body bytes / 4⌉, output = 24 tokens
/// (never above the request's own maximum), no cached tokens, five chunks 20 ms apart.
///
/// | header | meaning |
/// |---|---|
/// | `x-stub-input-tokens`, `-output-tokens`, `-cache-read`, `-cache-write-5m`, `-cache-write-1h`, `-reasoning-tokens` | the usage, in disjoint classes |
/// | `x-stub-chunks` | pieces of text, 1–100,000 |
/// | `x-stub-delay-ms` | before each chunk of a stream, or before a whole answer; 0–600,000 |
/// | `x-stub-status`, `x-stub-retry-after` | an error answer before any byte; seconds |
/// | `x-stub-cut-after-chunks` | the connection breaks there |
/// | `x-stub-error-event` | an error event of this type ends the stream (after `x-stub-cut-after-chunks`, else after the text) |
/// | `x-stub-no-usage` | `true`: no usage numbers anywhere |
record StubScript(TokenUsage usage, int chunks, Duration delay, int status, Optional<Integer> retryAfterSeconds,
        Optional<Integer> cutAfterChunks, Optional<String> errorEvent, boolean reportsUsage) {

    static final int STATUS_OK = 200;

    private static final long OUTPUT_DEFAULT = 24;
    private static final int BYTES_PER_TOKEN = 4;
    private static final int CHUNKS_DEFAULT = 5;
    private static final int CHUNKS_MAX = 100_000;
    private static final int DELAY_MILLIS_MAX = 600_000;
    private static final int STATUS_MAX = 599;
    private static final int RETRY_AFTER_SECONDS_MAX = 86_400;

    static StubScript of(Headers headers, Ask ask, Duration delayDefault) {
        return new StubScript(usage(headers, ask), Math.max(1, number(headers, "chunks", CHUNKS_DEFAULT, CHUNKS_MAX)),
                Duration.ofMillis(number(headers, "delay-ms", (int) delayDefault.toMillis(), DELAY_MILLIS_MAX)),
                number(headers, "status", STATUS_OK, STATUS_MAX),
                optional(headers, "retry-after", RETRY_AFTER_SECONDS_MAX),
                optional(headers, "cut-after-chunks", CHUNKS_MAX),
                Optional.ofNullable(headers.getFirst("x-stub-error-event")),
                !"true".equals(headers.getFirst("x-stub-no-usage")));
    }

    private static TokenUsage usage(Headers headers, Ask ask) {
        int estimate = Math.ceilDiv(ask.bodyBytes(), BYTES_PER_TOKEN);
        long output = number(headers, "output-tokens", (int) Math.min(OUTPUT_DEFAULT, ask.outputMax()),
                (int) TokenUsage.CLASS_MAX);
        return new TokenUsage(tokens(headers, "input-tokens", estimate), output, tokens(headers, "cache-read", 0),
                tokens(headers, "cache-write-5m", 0), 0, tokens(headers, "cache-write-1h", 0), 0,
                Math.min(output, tokens(headers, "reasoning-tokens", 0)));
    }

    private static long tokens(Headers headers, String name, int otherwise) {
        return number(headers, name, otherwise, (int) TokenUsage.CLASS_MAX);
    }

    private static int number(Headers headers, String name, int otherwise, int max) {
        return optional(headers, name, max).orElse(otherwise);
    }

    private static Optional<Integer> optional(Headers headers, String name, int max) {
        String text = headers.getFirst("x-stub-" + name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= max) {
                return Optional.of(number);
            }
        } catch (NumberFormatException notANumber) {
            throw refused(name, text, max);
        }
        throw refused(name, text, max);
    }

    private static IllegalArgumentException refused(String name, String text, int max) {
        return new IllegalArgumentException("x-stub-" + name + ": " + text + " (expected: 0.." + max + ")");
    }
}
