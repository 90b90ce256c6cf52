package dev.sluice.streams.accounts.rows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// Writes a row: numbers as zig-zag varints, texts as length and UTF-8, ids without their prefix as 16 bytes.
final class RowWriter {

    private static final int SIZE_INITIAL = 512;
    private static final int VARINT_MAX = 10;
    private static final int UUID_BYTES = 16;
    private static final int UUID_LENGTH = 36;

    private byte[] bytes = new byte[SIZE_INITIAL];
    private int size;

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    void version(byte value) {
        bytes[size++] = value;
    }

    void number(long value) {
        ensure(VARINT_MAX);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void flag(boolean value) {
        ensure(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    void blob(byte[] value) {
        number(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void text(String value) {
        blob(value.getBytes(StandardCharsets.UTF_8));
    }

    /// A text that may be absent.
    void option(@Nullable String value) {
        flag(value != null);
        if (value != null) {
            text(value);
        }
    }

    /// An id of the form prefix + UUID.
    void id(String value, String prefix) {
        UUID uuid = UUID.fromString(value.substring(prefix.length()));
        ensure(UUID_BYTES);
        big(uuid.getMostSignificantBits());
        big(uuid.getLeastSignificantBits());
    }

    /// A UUID in canonical form as its 16 bytes, any other text as it is.
    void uuidOrText(String value) {
        UUID uuid = uuidOf(value);
        flag(uuid != null);
        if (uuid == null) {
            text(value);
        } else {
            ensure(UUID_BYTES);
            big(uuid.getMostSignificantBits());
            big(uuid.getLeastSignificantBits());
        }
    }

    private static @Nullable UUID uuidOf(String value) {
        if (value.length() != UUID_LENGTH) {
            return null;
        }
        try {
            UUID uuid = UUID.fromString(value);
            return uuid.toString().equals(value) ? uuid : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private void big(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
