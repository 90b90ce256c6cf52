package dev.sluice.api.signup;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.contracts.ids.UserId;

/// Proves that its bearer reads the mail of an address: the user, and 256 random bits of which the log knows
/// the hash only.
record VerificationToken(UserId userId, byte[] secret) {

    private static final int SECRET_BYTES = 32;
    private static final int BYTES = 16 + SECRET_BYTES;

    static VerificationToken generate(UserId userId, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new VerificationToken(userId, secret);
    }

    static Optional<VerificationToken> parse(String text) {
        try {
            ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (all.remaining() != BYTES) {
                return Optional.empty();
            }
            UserId userId = UserId.of(new UUID(all.getLong(), all.getLong()));
            byte[] secret = new byte[SECRET_BYTES];
            all.get(secret);
            return Optional.of(new VerificationToken(userId, secret));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    String text() {
        UUID uuid = UUID.fromString(userId.value().substring(UserId.PREFIX.length()));
        byte[] all = ByteBuffer.allocate(BYTES).putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits()).put(secret).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    @Override
    public String toString() {
        return "VerificationToken[" + userId + "]";
    }
}
