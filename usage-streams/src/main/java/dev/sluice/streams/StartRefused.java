package dev.sluice.streams;

/// Something that waiting cannot cure: the message names the thing, the value and what is expected.
final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartRefused(IllegalStateException cause) {
        super(cause.getMessage(), cause);
    }
}
