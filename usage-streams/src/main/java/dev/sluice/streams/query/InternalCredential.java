package dev.sluice.streams.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

import org.jspecify.annotations.Nullable;

/// The secret that services of this installation show each other. Read once, compared in constant time, never
/// logged.
public final class InternalCredential {

    static final String FILE = "internal-credential";
    private static final String SCHEME = "Bearer ";
    private static final int LENGTH_MIN = 32;

    private final String secret;

    private InternalCredential(String secret) {
        this.secret = secret;
    }

    /// Throws `IllegalStateException` when the folder has no such file or it is too short to be a secret.
    public static InternalCredential read(Path secrets) {
        Path file = secrets.resolve(FILE);
        try {
            String text = Files.readString(file).strip();
            if (text.length() < LENGTH_MIN) {
                throw new IllegalStateException(
                        file + ": " + text.length() + " characters (expected: >= " + LENGTH_MIN + ")");
            }
            return new InternalCredential(text);
        } catch (IOException e) {
            throw new IllegalStateException(file + ": cannot be read (expected: a file with the internal credential)",
                    e);
        }
    }

    /// Value of `Authorization` for a request to another instance.
    String header() {
        return SCHEME + secret;
    }

    boolean matches(@Nullable String authorization) {
        return authorization != null && MessageDigest.isEqual(authorization.getBytes(StandardCharsets.UTF_8),
                header().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "InternalCredential[…]";
    }
}
