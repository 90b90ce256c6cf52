package dev.sluice.contracts.identity;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// Somebody signed in, or tried to.
///
/// @param device
///            keyed hash by which a device is known again; null = it was not told
/// @param sealed
///            device and address
public record SignIn(Instant at, Outcome outcome, @Nullable String device, String sealed) {

    /// How it ended.
    public enum Outcome {
        SIGNED_IN, WRONG_PASSWORD, WRONG_CODE
    }
}
