package dev.sluice.streams.rollups;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

import org.apache.kafka.common.utils.Bytes;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.rated.RollUp.Slice;
import dev.sluice.contracts.rated.RollUp.Step;

/// Keys of the roll-up store: user, step, slice, slice id, start. One slice's buckets lie side by side, so a
/// chart is one range; the next slice id is one seek away.
final class RollUpKeys {

    /// Longest slice id; model names are shorter.
    static final int SLICE_ID_BYTES_MAX = 200;

    private static final Step[] STEPS = Step.values();
    private static final Slice[] SLICES = Slice.values();
    private static final byte END_OF_ID = 0;
    private static final byte AFTER_ANY_ID = (byte) 0xff;

    private RollUpKeys() {}

    static Bytes row(UserId user, Step step, Slice slice, String sliceId, Instant from) {
        byte[] id = idBytes(sliceId);
        ByteBuffer key = slicePrefix(user, step, slice, id.length + 1 + Long.BYTES).put(id).put(END_OF_ID);
        return Bytes.wrap(key.putLong(Math.max(0, from.getEpochSecond())).array());
    }

    /// Before every row of the slice kind.
    static Bytes first(UserId user, Step step, Slice slice) {
        return Bytes.wrap(slicePrefix(user, step, slice, 0).array());
    }

    /// After every row of the slice kind.
    static Bytes last(UserId user, Step step, Slice slice) {
        return Bytes.wrap(slicePrefix(user, step, slice, 1).put(AFTER_ANY_ID).array());
    }

    /// After every row of the slice id.
    static Bytes afterId(UserId user, Step step, Slice slice, String sliceId) {
        byte[] id = idBytes(sliceId);
        return Bytes.wrap(slicePrefix(user, step, slice, id.length + 1).put(id).put((byte) (END_OF_ID + 1)).array());
    }

    static UserId user(Bytes key) {
        return UserKey.user(key.get());
    }

    static Step step(Bytes key) {
        return STEPS[key.get()[UserKey.BYTES]];
    }

    static Slice slice(Bytes key) {
        return SLICES[key.get()[UserKey.BYTES + 1]];
    }

    static String sliceId(Bytes key) {
        int prefix = UserKey.BYTES + 2;
        return new String(key.get(), prefix, key.get().length - prefix - 1 - Long.BYTES, StandardCharsets.UTF_8);
    }

    static Instant from(Bytes key) {
        return Instant.ofEpochSecond(ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES));
    }

    private static ByteBuffer slicePrefix(UserId user, Step step, Slice slice, int more) {
        byte[] userBytes = UserKey.of(user);
        return ByteBuffer.allocate(userBytes.length + 2 + more).put(userBytes).put((byte) step.ordinal())
                .put((byte) slice.ordinal());
    }

    private static byte[] idBytes(String sliceId) {
        byte[] id = sliceId.getBytes(StandardCharsets.UTF_8);
        return id.length <= SLICE_ID_BYTES_MAX ? id : Arrays.copyOf(id, SLICE_ID_BYTES_MAX);
    }
}
