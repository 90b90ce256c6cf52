package dev.sluice.api.sessions;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.api.sealing.Pepper;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

/// A refresh token: whose session, which generation, 256 secret bits, and a tag that only we can make. The
/// successor follows from the secret and the pepper, so every instance knows it without storing it; the tag
/// tells a used token, which ends its session, from an invented one, which does nothing.
record RefreshToken(UserId userId, SessionId sessionId, int generation, byte[] secret) {

    private static final byte FORMAT = 1;
    private static final int SECRET_BYTES = 32;
    private static final int TAG_BYTES = 16;
    private static final int BODY_BYTES = 1 + 16 + 16 + Integer.BYTES + SECRET_BYTES;
    static final int TEXT_LENGTH_MAX = 200;

    static RefreshToken first(UserId userId, SessionId sessionId, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new RefreshToken(userId, sessionId, 0, secret);
    }

    /// Empty for what is not a token of ours.
    static Optional<RefreshToken> parse(String text, Pepper pepper) {
        if (text.length() > TEXT_LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(text);
            byte[] body = Arrays.copyOf(all, BODY_BYTES);
            if (all.length != BODY_BYTES + TAG_BYTES || body[0] != FORMAT || !MessageDigest.isEqual(
                    tag(body, pepper), Arrays.copyOfRange(all, BODY_BYTES, all.length))) {
                return Optional.empty();
            }
            ByteBuffer fields = ByteBuffer.wrap(body, 1, BODY_BYTES - 1);
            UserId userId = UserId.of(new UUID(fields.getLong(), fields.getLong()));
            SessionId sessionId = SessionId.of(new UUID(fields.getLong(), fields.getLong()));
            int generation = fields.getInt();
            byte[] secret = new byte[SECRET_BYTES];
            fields.get(secret);
            return Optional.of(new RefreshToken(userId, sessionId, generation, secret));
        } catch (IllegalArgumentException | BufferUnderflowException malformed) {
            return Optional.empty();
        }
    }

    RefreshToken successor(Pepper pepper) {
        return new RefreshToken(userId, sessionId, generation + 1, pepper.mac("refresh-successor", body()));
    }

    /// What the log knows of the token.
    String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    String text(Pepper pepper) {
        byte[] body = body();
        byte[] all = ByteBuffer.allocate(BODY_BYTES + TAG_BYTES).put(body).put(tag(body, pepper)).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    private byte[] body() {
        ByteBuffer fields = ByteBuffer.allocate(BODY_BYTES).put(FORMAT);
        put(fields, userId.value().substring(UserId.PREFIX.length()));
        put(fields, sessionId.value().substring(SessionId.PREFIX.length()));
        return fields.putInt(generation).put(secret).array();
    }

    private static void put(ByteBuffer fields, String uuid) {
        UUID parsed = UUID.fromString(uuid);
        fields.putLong(parsed.getMostSignificantBits()).putLong(parsed.getLeastSignificantBits());
    }

    private static byte[] tag(byte[] body, Pepper pepper) {
        return Arrays.copyOf(pepper.mac("refresh-tag", body), TAG_BYTES);
    }

    @Override
    public String toString() {
        return "RefreshToken[" + sessionId + " generation " + generation + "]";
    }
}
