package dev.sluice.relay.journal.segment;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/// The place up to which Kafka has acknowledged everything, in a file of two slots written in turn: whatever
/// moment the process dies, one of them is whole. An old cursor only means that records are sent again.
public final class Cursor implements AutoCloseable {

    private static final int SLOT_BYTES = 24;
    private static final int SLOTS = 2;

    private final Arena arena;
    private final MemorySegment memory;
    private long generation;
    private volatile Position position;

    private Cursor(Arena arena, MemorySegment memory, long generation, Position position) {
        this.arena = arena;
        this.memory = memory;
        this.generation = generation;
        this.position = position;
    }

    /// Opens or creates the file. Without a whole slot it stands at `otherwise`.
    public static Cursor open(Path file, Position otherwise) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            if (channel.size() < SLOTS * SLOT_BYTES) {
                channel.write(ByteBuffer.allocate(SLOTS * SLOT_BYTES), 0);
            }
            MemorySegment memory = channel.map(MapMode.READ_WRITE, 0, SLOTS * SLOT_BYTES, arena);
            ByteBuffer newest = newest(slot(memory, 0), slot(memory, 1));
            return newest == null
                    ? new Cursor(arena, memory, 0, otherwise)
                    : new Cursor(arena, memory, newest.getLong(0), Position.unpacked(newest.getLong(8)));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// Where a cursor stands that somebody else may be moving; empty without a whole slot.
    public static Optional<Position> read(Path file) throws IOException {
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        if (bytes.length < SLOTS * SLOT_BYTES) {
            return Optional.empty();
        }
        MemorySegment memory = MemorySegment.ofArray(bytes);
        ByteBuffer newest = newest(slot(memory, 0), slot(memory, 1));
        return newest == null ? Optional.empty() : Optional.of(Position.unpacked(newest.getLong(8)));
    }

    private static @Nullable ByteBuffer newest(ByteBuffer a, ByteBuffer b) {
        if (!whole(a)) {
            return whole(b) ? b : null;
        }
        return whole(b) && b.getLong(0) > a.getLong(0) ? b : a;
    }

    private static ByteBuffer slot(MemorySegment memory, int index) {
        return ByteBuffer.wrap(memory.asSlice((long) index * SLOT_BYTES, SLOT_BYTES).toArray(ValueLayout.JAVA_BYTE));
    }

    private static boolean whole(ByteBuffer slot) {
        return slot.getLong(0) > 0 && slot.getLong(16) == crc(slot);
    }

    private static long crc(ByteBuffer slot) {
        CRC32C crc = new CRC32C();
        crc.update(slot.array(), 0, 16);
        return crc.getValue();
    }

    public Position position() {
        return position;
    }

    public void moveTo(Position next) {
        generation++;
        ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES).putLong(generation).putLong(next.packed());
        slot.putLong(16, crc(slot));
        MemorySegment.copy(slot.array(), 0, memory, ValueLayout.JAVA_BYTE, generation % SLOTS * SLOT_BYTES, SLOT_BYTES);
        position = next;
    }

    @Override
    public void close() {
        arena.close();
    }
}
