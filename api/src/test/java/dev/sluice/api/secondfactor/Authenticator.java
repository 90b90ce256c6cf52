package dev.sluice.api.secondfactor;

import java.time.Instant;

/// The application on somebody's phone.
public final class Authenticator {

    private static final long STEP_SECONDS = 30;

    private Authenticator() {}

    /// What it shows at that moment.
    public static String code(String secret, Instant at) {
        return TotpSecret.of(secret).code(at.getEpochSecond() / STEP_SECONDS);
    }
}
