package dev.sluice.api.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/// A token that was sent by mail and has not been used, as far as the log knows it.
public record MailedToken(String hash, Instant expiresAt) {

    /// Compares in constant time.
    boolean opens(String presentedHash, Instant at) {
        return at.isBefore(expiresAt) && MessageDigest.isEqual(hash.getBytes(StandardCharsets.UTF_8),
                presentedHash.getBytes(StandardCharsets.UTF_8));
    }
}
