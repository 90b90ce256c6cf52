package dev.sluice.api.commands;

/// Kafka does not take commands, or this instance has not caught up with it yet. Answered with 503.
public final class LogAwayException extends RuntimeException {
    LogAwayException() {
        super("the log does not take commands");
    }
}
