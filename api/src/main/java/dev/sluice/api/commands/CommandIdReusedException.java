package dev.sluice.api.commands;

/// An `Idempotency-Key` came back with another request. Answered with 409.
public final class CommandIdReusedException extends RuntimeException {
    CommandIdReusedException() {
        super("the Idempotency-Key was used for another request");
    }
}
