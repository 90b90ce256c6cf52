package dev.sluice.streams.snapshots;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/// Rows on their way into one record: a version byte, then for each the length of its key, the key, the length of
/// the row, the row. Not thread-safe.
final class Chunk {

    /// A row that is larger has a record of its own.
    static final int BYTES_MAX = 200_000;
    private static final byte VERSION = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Chunk() {
        bytes.write(VERSION);
    }

    boolean isEmpty() {
        return bytes.size() == 1;
    }

    boolean isFullWith(byte[] row) {
        return !isEmpty() && bytes.size() + row.length > BYTES_MAX;
    }

    void add(String key, byte[] row) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(length(name));
        bytes.writeBytes(name);
        bytes.writeBytes(length(row));
        bytes.writeBytes(row);
    }

    private static byte[] length(byte[] of) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(of.length).array();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /// Throws `IllegalArgumentException` for bytes that are no chunk.
    static void read(byte[] chunk, BiConsumer<String, byte[]> row) {
        ByteBuffer in = ByteBuffer.wrap(chunk);
        if (chunk.length == 0 || in.get() != VERSION) {
            throw new IllegalArgumentException("chunk of rows: version " + (chunk.length == 0 ? "none" : "" + chunk[0])
                    + " (expected: " + VERSION + ")");
        }
        while (in.hasRemaining()) {
            String key = new String(part(in), StandardCharsets.UTF_8);
            row.accept(key, part(in));
        }
    }

    private static byte[] part(ByteBuffer in) {
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("chunk of rows: cut off at " + in.position());
        }
        byte[] part = new byte[length];
        in.get(part);
        return part;
    }
}
