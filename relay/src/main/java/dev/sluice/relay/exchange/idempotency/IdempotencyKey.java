package dev.sluice.relay.exchange.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// What an `Idempotency-Key` header and the request it came with are remembered as: digests, because a key
/// may be anything and a body must not be kept.
///
/// @param name
///            of the key on its route
/// @param body
///            of the body as it was sent
public record IdempotencyKey(String name, String body) {

    static final int LENGTH_MAX = 255;
    private static final int DIGEST_CHARACTERS = 32;

    /// What is wrong with a header; empty when nothing is, or there is none.
    public static Optional<String> flaw(@Nullable String key) {
        return key == null || !key.isEmpty() && key.length() <= LENGTH_MAX
                ? Optional.empty()
                : Optional.of("Idempotency-Key: " + key.length() + " characters (expected: 1.." + LENGTH_MAX + ")");
    }

    /// For a key without a flaw.
    public static IdempotencyKey of(String route, String key, ByteBuffer body) {
        return new IdempotencyKey(digest(ByteBuffer.wrap((route + "\n" + key).getBytes(StandardCharsets.UTF_8))),
                digest(body.duplicate()));
    }

    private static String digest(ByteBuffer bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes);
            return HexFormat.of().formatHex(sha.digest()).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
