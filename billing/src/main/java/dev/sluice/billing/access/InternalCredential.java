package dev.sluice.billing.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

import dev.sluice.billing.StartRefused;

/// The bearer credential that services show each other: the file `internal-credential` among the secrets.
public final class InternalCredential {

    private static final String FILE = "internal-credential";
    private static final int LENGTH_MIN = 32;
    private static final String SCHEME = "Bearer ";

    private final String secret;

    private InternalCredential(String secret) {
        this.secret = secret;
    }

    /// Throws `StartRefused` when the file is missing or too short to be a secret.
    public static InternalCredential in(Path secrets) {
        Path file = secrets.resolve(FILE);
        try {
            String secret = Files.readString(file).strip();
            if (secret.length() < LENGTH_MIN) {
                throw new StartRefused(
                        file + ": " + secret.length() + " characters (expected: >= " + LENGTH_MIN + ")");
            }
            return new InternalCredential(secret);
        } catch (IOException e) {
            throw new StartRefused(file + ": cannot be read (expected: the file of the internal credential in "
                    + "SLUICE_SECRETS)", e);
        }
    }

    /// The value of the header `Authorization` that shows it.
    public String authorization() {
        return SCHEME + secret;
    }

    /// Compares in constant time.
    boolean isShownBy(String authorization) {
        return MessageDigest.isEqual(authorization.getBytes(StandardCharsets.UTF_8),
                authorization().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "InternalCredential[…]";
    }
}
