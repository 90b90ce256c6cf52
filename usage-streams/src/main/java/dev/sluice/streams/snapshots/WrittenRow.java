package dev.sluice.streams.snapshots;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import dev.sluice.streams.accounts.rows.StoredRows;

/// Row `s/`: which snapshots of this task are whole. It is in none of them.
///
/// @param day
///            of the log, in days since 1970, of the last one
/// @param slot
///            where the last one is
/// @param chunks
///            that it has
/// @param otherChunks
///            that the other slot has, or had
record WrittenRow(long day, int slot, int chunks, int otherChunks) {

    static final String KEY = StoredRows.SNAPSHOTS;
    static final WrittenRow NONE = new WrittenRow(-1, 1, 0, 0);

    private static final int SLOTS = 2;
    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Long.BYTES + 3 * Integer.BYTES;

    static WrittenRow decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return NONE;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length != BYTES || in.get() != VERSION) {
            throw new IllegalArgumentException("row of snapshots: " + bytes.length + " bytes (expected: " + BYTES
                    + " of version " + VERSION + ")");
        }
        return new WrittenRow(in.getLong(), in.getInt(), in.getInt(), in.getInt());
    }

    byte[] encode() {
        return ByteBuffer.allocate(BYTES).put(VERSION).putLong(day).putInt(slot).putInt(chunks).putInt(otherChunks)
                .array();
    }

    /// After one more.
    WrittenRow next(long newDay, int newChunks) {
        return new WrittenRow(newDay, nextSlot(), newChunks, chunks);
    }

    /// The one before the last is overwritten: the last stays whole until the next is.
    int nextSlot() {
        return (slot + 1) % SLOTS;
    }
}
