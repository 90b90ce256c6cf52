package dev.sluice.api.accounts;

/// usage-streams is away, or still reading its history. Answered with 503 and `Retry-After`.
public final class StreamsAwayException extends RuntimeException {
    StreamsAwayException() {
        super("usage-streams does not answer");
    }
}
