package dev.sluice.streams.verifying;

/// So much differs that going on would tell nothing more.
final class TooDifferent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooDifferent(String message) {
        super(message);
    }
}
