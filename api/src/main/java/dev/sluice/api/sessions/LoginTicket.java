package dev.sluice.api.sessions;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.api.people.Person;
import dev.sluice.api.sealing.Pepper;
import dev.sluice.contracts.ids.UserId;

/// Says that its bearer knew the password a moment ago and may show a code now. Only we can make one; it is void
/// once the password is another one.
///
/// @param remembered
///            what was asked for with the password
record LoginTicket(UserId userId, boolean remembered, Instant issuedAt, byte[] tag) {

    static final Duration LIFETIME = Duration.ofMinutes(5);
    static final int TEXT_LENGTH_MAX = 128;
    private static final int TAG_BYTES = 32;
    private static final int BODY_BYTES = 2 * Long.BYTES + 1 + Long.BYTES;

    static LoginTicket issue(UserId userId, Person person, boolean remembered, Instant now, Pepper pepper) {
        byte[] body = body(userId, remembered, now);
        return new LoginTicket(userId, remembered, now, tag(body, person, pepper));
    }

    /// Empty for what has not the form of a ticket. Whether it is one is still to be found out.
    static Optional<LoginTicket> parse(String text) {
        try {
            ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (all.remaining() != BODY_BYTES + TAG_BYTES) {
                return Optional.empty();
            }
            UserId userId = UserId.of(new UUID(all.getLong(), all.getLong()));
            boolean remembered = all.get() == 1;
            Instant issuedAt = Instant.ofEpochMilli(all.getLong());
            byte[] tag = new byte[TAG_BYTES];
            all.get(tag);
            return Optional.of(new LoginTicket(userId, remembered, issuedAt, tag));
        } catch (IllegalArgumentException | BufferUnderflowException malformed) {
            return Optional.empty();
        }
    }

    /// Whether we made it, lately, for this person with this password.
    boolean isGood(Person person, Instant now, Pepper pepper) {
        boolean ours = MessageDigest.isEqual(tag, tag(body(userId, remembered, issuedAt), person, pepper));
        return ours && now.isBefore(issuedAt.plus(LIFETIME));
    }

    String text() {
        byte[] body = body(userId, remembered, issuedAt);
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(BODY_BYTES + TAG_BYTES).put(body).put(tag).array());
    }

    private static byte[] body(UserId userId, boolean remembered, Instant issuedAt) {
        UUID uuid = UUID.fromString(userId.value().substring(UserId.PREFIX.length()));
        return ByteBuffer.allocate(BODY_BYTES).putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits()).put((byte) (remembered ? 1 : 0))
                .putLong(issuedAt.toEpochMilli()).array();
    }

    private static byte[] tag(byte[] body, Person person, Pepper pepper) {
        return pepper.mac("login-ticket", body, person.passwordHash().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "LoginTicket[" + userId + "]";
    }
}
