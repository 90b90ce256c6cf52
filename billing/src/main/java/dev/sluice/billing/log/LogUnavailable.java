package dev.sluice.billing.log;

/// Kafka did not acknowledge in time.
public final class LogUnavailable extends RuntimeException {

    public LogUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
