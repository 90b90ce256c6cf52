package dev.sluice.contracts.ids;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// SHA-256 of a key's secret in lower-case hex: what is stored and looked up instead of the secret. A secret
/// has 256 random bits, so a plain hash cannot be searched.
public record KeyHash(@JsonValue String hex) {

    private static final int HEX_LENGTH = 64;

    @JsonCreator
    public KeyHash {
        if (hex.length() != HEX_LENGTH) {
            throw new IllegalArgumentException("keyHash: " + hex.length() + " characters (expected: 64 hex digits)");
        }
    }

    static KeyHash of(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return new KeyHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    @Override
    public String toString() {
        return hex.substring(0, 8) + "…";
    }
}
