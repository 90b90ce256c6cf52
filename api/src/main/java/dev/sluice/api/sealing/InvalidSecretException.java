package dev.sluice.api.sealing;

import java.nio.file.Path;

/// A secret file is missing or malformed: the application does not start.
public final class InvalidSecretException extends RuntimeException {

    InvalidSecretException(Path file, String problem) {
        super("secret file " + file + ": " + problem
                + " (expected: 32 random bytes in base64, or the PEM of a P-256 key; SLUICE_SECRETS names the folder)");
    }
}
