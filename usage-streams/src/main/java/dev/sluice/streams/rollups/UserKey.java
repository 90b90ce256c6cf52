package dev.sluice.streams.rollups;

import java.nio.ByteBuffer;
import java.util.UUID;

import dev.sluice.contracts.ids.UserId;

/// The 16 bytes of a user's UUID, with which every row of the history begins.
public final class UserKey {

    public static final int BYTES = 16;

    private UserKey() {}

    public static byte[] of(UserId user) {
        return uuid(user.value(), UserId.PREFIX);
    }

    /// Whose key it is.
    static UserId user(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key);
        return UserId.of(new UUID(bytes.getLong(), bytes.getLong()));
    }

    /// The bytes of the UUID in a prefixed id.
    public static byte[] uuid(String id, String prefix) {
        UUID uuid = UUID.fromString(id.substring(prefix.length()));
        return ByteBuffer.allocate(BYTES).putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits()).array();
    }
}
