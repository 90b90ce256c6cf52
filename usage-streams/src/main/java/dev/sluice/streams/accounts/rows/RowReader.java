package dev.sluice.streams.accounts.rows;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// Reads what `RowWriter` wrote, after the version byte.
final class RowReader {

    private final byte[] bytes;
    private int at = 1;

    RowReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Of the codec that wrote the row.
    byte version() {
        return bytes[0];
    }

    long number() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return value >>> 1 ^ -(value & 1);
    }

    boolean flag() {
        return bytes[at++] == 1;
    }

    byte[] blob() {
        int length = Math.toIntExact(number());
        byte[] value = new byte[length];
        System.arraycopy(bytes, at, value, 0, length);
        at += length;
        return value;
    }

    String text() {
        int length = Math.toIntExact(number());
        String value = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    @Nullable
    String option() {
        return flag() ? text() : null;
    }

    String id(String prefix) {
        return prefix + new UUID(big(), big());
    }

    String uuidOrText() {
        return flag() ? new UUID(big(), big()).toString() : text();
    }

    private long big() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | bytes[at++] & 0xFF;
        }
        return value;
    }
}
