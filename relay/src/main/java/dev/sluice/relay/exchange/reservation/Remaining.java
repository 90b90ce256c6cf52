package dev.sluice.relay.exchange.reservation;

import dev.sluice.contracts.admission.Allowances;

/// What was left of the limits of a user and of a key when a request was admitted, that request taken off.
public record Remaining(Allowances user, Allowances key) {

    /// Nothing is known, or nothing is limited.
    public static final Remaining UNTOLD = new Remaining(Allowances.UNLIMITED, Allowances.UNLIMITED);
}
