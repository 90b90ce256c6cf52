package dev.sluice.api.secondfactor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;

/// What an authenticator application and we share: 160 bits, six digits every thirty seconds (RFC 6238 with
/// SHA-1, as every application understands it).
public final class TotpSecret {

    private static final int SECRET_BYTES = 20;
    private static final int DIGITS = 6;
    private static final Duration STEP = Duration.ofSeconds(30);
    /// Clocks may differ by a step, either way.
    private static final int STEPS_AROUND = 1;
    private static final String ALGORITHM = "HmacSHA1";

    private final byte[] secret;

    private TotpSecret(byte[] secret) {
        this.secret = secret;
    }

    public static TotpSecret generate(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new TotpSecret(secret);
    }

    /// Throws `IllegalArgumentException` for what is not base 32.
    public static TotpSecret of(String base32) {
        return new TotpSecret(Base32.decode(base32));
    }

    public String base32() {
        return Base32.encode(secret);
    }

    /// What the picture says that people show to their application.
    public String uri(String issuer, String account) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d".formatted(
                encoded(issuer), encoded(account), base32(), encoded(issuer), DIGITS, STEP.toSeconds());
    }

    /// The time step whose code it is, around that moment; empty for a wrong code. Every step is looked at,
    /// whichever matches.
    public OptionalLong step(String code, Instant at) {
        long now = at.getEpochSecond() / STEP.toSeconds();
        long found = -1;
        for (long step = now - STEPS_AROUND; step <= now + STEPS_AROUND; step++) {
            boolean same = MessageDigest.isEqual(code(step).getBytes(StandardCharsets.UTF_8),
                    code.getBytes(StandardCharsets.UTF_8));
            found = same ? step : found;
        }
        return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    String code(long step) {
        try {
            return new TimeBasedOneTimePasswordGenerator(STEP, DIGITS, ALGORITHM).generateOneTimePasswordString(
                    new SecretKeySpec(secret, ALGORITHM), Instant.ofEpochSecond(step * STEP.toSeconds()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA1 is part of every JDK", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "TotpSecret[…]";
    }
}
