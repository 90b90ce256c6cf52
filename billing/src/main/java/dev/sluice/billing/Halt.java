package dev.sluice.billing;

/// Ends the service for a reason that was found after it had started.
@FunctionalInterface
public interface Halt {

    void because(StartRefused reason);
}
