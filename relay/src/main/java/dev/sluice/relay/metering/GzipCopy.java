package dev.sluice.relay.metering;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decodes a gzip stream as it passes (RFC 1952, one member). What cannot be decoded is no longer read: the
/// answer
/// itself is not touched, only its metering falls back to an estimate.
final class GzipCopy {

    /// Takes decoded bytes, valid during the call only.
    @FunctionalInterface
    interface Decoded {
        void take(byte[] bytes, int from, int to);
    }

    private static final int HEADER_BYTES = 10;
    private static final int DECODED_CHUNK = 8 * 1024;
    private static final int FLAG_EXTRAS = 0x1e;

    private final Inflater inflater = new Inflater(true);
    private final byte[] decoded = new byte[DECODED_CHUNK];
    private final Decoded sink;
    private int headerBytes;
    private boolean unreadable;
    private boolean closed;

    GzipCopy(Decoded sink) {
        this.sink = sink;
    }

    void feed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && headerBytes < HEADER_BYTES) {
            unreadable |= !isHeader(headerBytes, bytes[at] & 0xff);
            headerBytes++;
            at++;
        }
        if (!unreadable && !closed && at < to) {
            inflate(bytes, at, to);
        }
    }

    /// Servers write the plain header; one with a file name or extra fields is not read.
    private static boolean isHeader(int index, int value) {
        return switch (index) {
            case 0 -> value == 0x1f;
            case 1 -> value == 0x8b;
            case 2 -> value == 8;
            case 3 -> (value & FLAG_EXTRAS) == 0;
            default -> true;
        };
    }

    private void inflate(byte[] bytes, int from, int to) {
        try {
            inflater.setInput(bytes, from, to - from);
            int length = inflater.inflate(decoded);
            while (length > 0) {
                sink.take(decoded, 0, length);
                length = inflater.inflate(decoded);
            }
        } catch (DataFormatException e) {
            unreadable = true;
        }
    }

    void close() {
        if (!closed) {
            closed = true;
            inflater.end();
        }
    }
}
