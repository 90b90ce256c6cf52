package dev.sluice.streams.history;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

import org.apache.kafka.common.utils.Bytes;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.rollups.UserKey;

/// Keys of the history: user, then reversed time (records) or reversed offset (transactions), so that a range
/// reads newest first.
final class HistoryKeys {

    /// What follows the user in the key of a record: reversed milliseconds and the request.
    static final int RECORD_POSITION_BYTES = Long.BYTES + UserKey.BYTES;
    /// What follows the user in the key of a transaction: its reversed offset.
    static final int TRANSACTION_POSITION_BYTES = Long.BYTES;

    private HistoryKeys() {}

    static Bytes record(UserId user, Instant admittedAt, RequestId request) {
        return Bytes.wrap(ByteBuffer.allocate(UserKey.BYTES + RECORD_POSITION_BYTES).put(UserKey.of(user))
                .putLong(reversed(admittedAt.toEpochMilli())).put(UserKey.uuid(request.value(), RequestId.PREFIX))
                .array());
    }

    /// The newest record that may be admitted at `at` or before.
    static Bytes recordsFrom(UserId user, Instant at) {
        return longKey(user, reversed(at.toEpochMilli()));
    }

    static Bytes index(UserId user, RequestId request) {
        return Bytes.wrap(ByteBuffer.allocate(2 * UserKey.BYTES).put(UserKey.of(user))
                .put(UserKey.uuid(request.value(), RequestId.PREFIX)).array());
    }

    static Bytes transaction(UserId user, long offset) {
        return longKey(user, reversed(offset));
    }

    /// After every row of the user.
    static Bytes end(UserId user) {
        return Bytes.wrap(ByteBuffer.allocate(UserKey.BYTES + Long.BYTES + UserKey.BYTES).put(UserKey.of(user))
                .putLong(-1).putLong(-1).putLong(-1).array());
    }

    /// The key that follows `position`, a cursor's bytes, directly.
    static Bytes after(UserId user, byte[] position) {
        return Bytes.wrap(ByteBuffer.allocate(UserKey.BYTES + position.length + 1).put(UserKey.of(user)).put(position)
                .put((byte) 0).array());
    }

    static String cursor(Bytes key) {
        return HexFormat.of().formatHex(key.get(), UserKey.BYTES, key.get().length);
    }

    /// Throws `IllegalArgumentException` for anything that `cursor` did not write.
    static byte[] position(String cursor, int bytes) {
        byte[] position = HexFormat.of().parseHex(cursor);
        if (position.length != bytes) {
            throw new IllegalArgumentException("cursor: " + position.length + " bytes (expected: " + bytes + ")");
        }
        return position;
    }

    private static Bytes longKey(UserId user, long value) {
        return Bytes.wrap(ByteBuffer.allocate(UserKey.BYTES + Long.BYTES).put(UserKey.of(user)).putLong(value).array());
    }

    private static long reversed(long value) {
        return Long.MAX_VALUE - value;
    }
}
