package dev.sluice.relay;

/// The relay cannot start. The message is one sentence that names what is in the way and what is expected.
final class StartRefused extends RuntimeException {

    StartRefused(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
