package dev.sluice.api.mail;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.contracts.ids.UserId;

/// Proves that its bearer reads the mail of a user: whose, and 256 bits of which the log knows the hash only.
public record MailToken(UserId userId, byte[] secret) {

    static final int SECRET_BYTES = 32;
    public static final int TEXT_LENGTH_MAX = 128;
    private static final int BYTES = 16 + SECRET_BYTES;

    /// Empty for what has not the form of a token.
    public static Optional<MailToken> parse(String text) {
        try {
            ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (all.remaining() != BYTES) {
                return Optional.empty();
            }
            UserId userId = UserId.of(new UUID(all.getLong(), all.getLong()));
            byte[] secret = new byte[SECRET_BYTES];
            all.get(secret);
            return Optional.of(new MailToken(userId, secret));
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

    /// What the log knows of the token.
    public String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    @Override
    public String toString() {
        return "MailToken[" + userId + "]";
    }
}
