package dev.sluice.billing;

/// Something that waiting cannot cure: the message names the thing, the value and what is expected.
public final class StartRefused extends RuntimeException {

    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }

    public StartRefused(String message) {
        super(message);
    }
}
