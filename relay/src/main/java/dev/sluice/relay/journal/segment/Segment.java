package dev.sluice.relay.journal.segment;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One file of a journal, mapped into memory: what was written survives the process the moment it is written.
/// The file is filled with zeros before it is mapped, so that a full disk is an exception here and not a fault
/// of the machine at some later write.
///
/// Header: magic, format, segment number, partitions, next pseq of each partition, CRC32C.
public final class Segment implements AutoCloseable {

    private static final long MAGIC = 0x314c4e524a434c53L;
    private static final int FORMAT = 1;
    private static final int FIXED_HEADER_BYTES = 24;
    private static final int PARTITIONS_AT = 16;
    private static final ValueLayout.OfInt PARTITIONS = ValueLayout.JAVA_INT_UNALIGNED
            .withOrder(ByteOrder.BIG_ENDIAN);
    private static final int ZEROS = 1024 * 1024;

    private final Path file;
    private final int number;
    private final Arena arena;
    private final MemorySegment memory;
    private final int start;
    private int end;

    private Segment(Path file, int number, Arena arena, MemorySegment memory, int start) {
        this.file = file;
        this.number = number;
        this.arena = arena;
        this.memory = memory;
        this.start = start;
        this.end = start;
    }

    public static Path file(Path folder, int number) {
        return folder.resolve("%010d.segment".formatted(number));
    }

    static int headerBytes(int partitions) {
        return FIXED_HEADER_BYTES + Long.BYTES * partitions + Long.BYTES;
    }

    /// Writes a file of zeros; it is claimed by `create`.
    public static void prepare(Path spare, int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(spare, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(ZEROS, bytes));
            for (long written = 0; written < bytes; written += zeros.limit()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - written));
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
        }
    }

    /// Makes a prepared file segment `number` of its journal.
    public static Segment create(Path spare, Path folder, int number, long[] nextPseqs) throws IOException {
        Path file = file(folder, number);
        Arena arena = Arena.ofShared();
        try {
            MemorySegment memory = map(spare, arena);
            byte[] header = header(number, nextPseqs);
            MemorySegment.copy(header, 0, memory, ValueLayout.JAVA_BYTE, 0, header.length);
            Files.move(spare, file, StandardCopyOption.ATOMIC_MOVE);
            return new Segment(file, number, arena, memory, header.length);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// Opens what an earlier run left. Throws `JournalUnreadable` when the header is not ours or is damaged.
    public static Segment open(Path file, int number, int partitions) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            MemorySegment memory = map(file, arena);
            Segment segment = new Segment(file, number, arena, memory, headerBytes(partitions));
            segment.verifyHeader(partitions);
            return segment;
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// Opens a file that somebody else may be writing; `number` is what its name says. Nothing in it is changed.
    public static Segment openToRead(Path file, int number) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < FIXED_HEADER_BYTES) {
                throw new JournalUnreadable(file, "it has " + channel.size() + " bytes", "a header");
            }
            MemorySegment memory = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            int partitions = Math.clamp(memory.get(PARTITIONS, PARTITIONS_AT), 0, JournalSettings.PARTITIONS_MAX);
            Segment segment = new Segment(file, number, arena, memory, headerBytes(partitions));
            segment.verifyHeader(partitions);
            return segment;
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// How many partitions its header counts.
    public int partitions() {
        return (start - headerBytes(0)) / Long.BYTES;
    }

    private static MemorySegment map(Path file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, channel.size(), arena);
        }
    }

    private static byte[] header(int number, long[] nextPseqs) {
        ByteBuffer header = ByteBuffer.allocate(headerBytes(nextPseqs.length));
        header.putLong(MAGIC).putInt(FORMAT).putInt(number).putInt(nextPseqs.length).putInt(0);
        for (long next : nextPseqs) {
            header.putLong(next);
        }
        header.putLong(crc(header.array(), header.position()));
        return header.array();
    }

    private void verifyHeader(int partitions) {
        if (memory.byteSize() < start) {
            throw new JournalUnreadable(file, "it has " + memory.byteSize() + " bytes", "at least " + start);
        }
        byte[] bytes = memory.asSlice(0, start).toArray(ValueLayout.JAVA_BYTE);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (header.getLong() != MAGIC || header.getInt() != FORMAT) {
            throw new JournalUnreadable(file, "it does not begin as a journal segment", "format " + FORMAT);
        }
        int foundNumber = header.getInt();
        int foundPartitions = header.getInt();
        if (foundNumber != number || foundPartitions != partitions) {
            throw new JournalUnreadable(file,
                    "it is segment " + foundNumber + " for " + foundPartitions + " partitions",
                    "segment " + number + " for " + partitions);
        }
        if (ByteBuffer.wrap(bytes).getLong(start - Long.BYTES) != crc(bytes, start - Long.BYTES)) {
            throw new JournalUnreadable(file, "the CRC32C of its header differs", "an undamaged header");
        }
    }

    private static long crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    public int number() {
        return number;
    }

    public Path file() {
        return file;
    }

    /// First byte of the first record.
    public Position first() {
        return new Position(number, start);
    }

    /// First byte nothing was written to.
    public Position end() {
        return new Position(number, end);
    }

    public long bytes() {
        return memory.byteSize();
    }

    public long[] nextPseqs(int partitions) {
        ByteBuffer header = ByteBuffer.wrap(memory.asSlice(0, start).toArray(ValueLayout.JAVA_BYTE));
        long[] next = new long[partitions];
        for (int p = 0; p < partitions; p++) {
            next[p] = header.getLong(FIXED_HEADER_BYTES + p * Long.BYTES);
        }
        return next;
    }

    public boolean fits(int frameBytes) {
        return end + frameBytes <= memory.byteSize();
    }

    public void append(byte[] frame) {
        RecordFormat.write(memory, end, frame);
        end += frame.length;
    }

    public void seal() {
        if (fits(RecordFormat.ALIGNMENT)) {
            RecordFormat.seal(memory, end);
        }
    }

    public Found read(int offset) {
        return RecordFormat.read(memory, number, offset);
    }

    /// Where the next whole record stands behind a damaged place; empty when none follows in this segment.
    public Optional<Position> nextWhole(int damaged) {
        for (int at = damaged + RecordFormat.ALIGNMENT; at < memory.byteSize(); at += RecordFormat.ALIGNMENT) {
            if (read(at) instanceof Found.Whole) {
                return Optional.of(new Position(number, at));
            }
        }
        return Optional.empty();
    }

    /// Goes on writing at an offset.
    public void endAt(int offset) {
        end = offset;
    }

    /// Cuts a torn tail: from here on there is nothing.
    public void cut(int offset) {
        memory.asSlice(offset).fill((byte) 0);
        end = offset;
    }

    public void force() {
        memory.force();
    }

    @Override
    public void close() {
        arena.close();
    }

    public void delete() throws IOException {
        arena.close();
        Files.deleteIfExists(file);
    }
}
