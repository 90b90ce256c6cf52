package dev.sluice.relay.journal.segment;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

import dev.sluice.relay.journal.segment.JournalRecord.Kind;

/// Bytes of a record (`docs/reference/journal.md`): length, CRC32C of what follows, fixed fields, texts,
/// JSON; little endian, padded to 8. A record exists from the moment its length is written, which is last.
public final class RecordFormat {

    static final int ALIGNMENT = 8;
    static final int RECORD_BYTES_MAX = 256 * 1024;
    /// Stands where a length would: the segment is full, the next one goes on.
    static final int SEALED = -1;

    private static final int CRC_AT = 4;
    private static final int KIND_AT = 8;
    private static final int TYPE_LENGTH_AT = 9;
    private static final int KEY_LENGTH_AT = 10;
    private static final int ID_LENGTH_AT = 11;
    private static final int PARTITION_AT = 12;
    private static final int PSEQ_AT = 16;
    private static final int TIME_AT = 24;
    private static final int MONEY_AT = 32;
    private static final int TEXT_AT = 40;
    private static final int TEXT_BYTES_MAX = 255;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt FILE_INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LENGTH = FILE_INT.varHandle();

    private RecordFormat() {}

    static int sizeOf(int textAndJsonBytes) {
        return Math.ceilDiv(TEXT_AT + textAndJsonBytes, ALIGNMENT) * ALIGNMENT;
    }

    /// A record without its pseq and CRC, which are known only under the journal's lock.
    public static byte[] frame(Draft draft) {
        byte[] type = text("ce_type", draft.type());
        byte[] key = text("key", draft.key());
        byte[] id = text("ce_id", draft.eventId());
        int length = TEXT_AT + type.length + key.length + id.length + draft.json().length;
        if (length > RECORD_BYTES_MAX) {
            throw new IllegalArgumentException("journal record " + draft.type() + ": " + length
                    + " bytes (expected: <= " + RECORD_BYTES_MAX + ")");
        }
        byte[] frame = new byte[sizeOf(length - TEXT_AT)];
        INT.set(frame, 0, length);
        frame[KIND_AT] = (byte) draft.kind().ordinal();
        frame[TYPE_LENGTH_AT] = (byte) type.length;
        frame[KEY_LENGTH_AT] = (byte) key.length;
        frame[ID_LENGTH_AT] = (byte) id.length;
        INT.set(frame, PARTITION_AT, draft.partition());
        LONG.set(frame, TIME_AT, draft.atMillis());
        LONG.set(frame, MONEY_AT, draft.nanoUsd());
        int end = put(frame, TEXT_AT, type);
        end = put(frame, end, key);
        end = put(frame, end, id);
        put(frame, end, draft.json());
        return frame;
    }

    public static void number(byte[] frame, long pseq) {
        LONG.set(frame, PSEQ_AT, pseq);
        INT.set(frame, CRC_AT, crc(frame, (int) INT.get(frame, 0)));
    }

    /// Copies the frame and then makes it exist.
    static void write(MemorySegment file, int offset, byte[] frame) {
        MemorySegment.copy(frame, CRC_AT, file, ValueLayout.JAVA_BYTE, offset + CRC_AT, frame.length - CRC_AT);
        LENGTH.setRelease(file, (long) offset, (int) INT.get(frame, 0));
    }

    static void seal(MemorySegment file, int offset) {
        LENGTH.setRelease(file, (long) offset, SEALED);
    }

    /// What stands at an offset. `segment` is the number to name in positions.
    static Found read(MemorySegment file, int segment, int offset) {
        long room = file.byteSize() - offset;
        if (room < TEXT_AT) {
            return Found.Sealed.SEALED;
        }
        int length = (int) LENGTH.getAcquire(file, (long) offset);
        if (length == SEALED) {
            return Found.Sealed.SEALED;
        }
        if (length == 0) {
            return Found.Nothing.NOTHING;
        }
        if (length < TEXT_AT || length > RECORD_BYTES_MAX || length > room) {
            return new Found.Broken("length " + length + " (expected: " + TEXT_AT + ".." + RECORD_BYTES_MAX + ")");
        }
        byte[] frame = new byte[length];
        MemorySegment.copy(file, ValueLayout.JAVA_BYTE, offset, frame, 0, length);
        int expected = (int) INT.get(frame, CRC_AT);
        return crc(frame, length) == expected
                ? new Found.Whole(decode(frame, new Position(segment, offset + sizeOf(length - TEXT_AT))))
                : new Found.Broken("CRC32C differs (expected: " + Integer.toHexString(expected) + ")");
    }

    private static JournalRecord decode(byte[] frame, Position next) {
        int typeLength = Byte.toUnsignedInt(frame[TYPE_LENGTH_AT]);
        int keyLength = Byte.toUnsignedInt(frame[KEY_LENGTH_AT]);
        int idLength = Byte.toUnsignedInt(frame[ID_LENGTH_AT]);
        int jsonAt = TEXT_AT + typeLength + keyLength + idLength;
        byte[] json = new byte[frame.length - jsonAt];
        System.arraycopy(frame, jsonAt, json, 0, json.length);
        return new JournalRecord(next, Kind.values()[frame[KIND_AT]], (int) INT.get(frame, PARTITION_AT),
                (long) LONG.get(frame, PSEQ_AT), (long) LONG.get(frame, TIME_AT), (long) LONG.get(frame, MONEY_AT),
                ascii(frame, TEXT_AT, typeLength), ascii(frame, TEXT_AT + typeLength, keyLength),
                ascii(frame, TEXT_AT + typeLength + keyLength, idLength), json);
    }

    private static String ascii(byte[] frame, int at, int length) {
        return new String(frame, at, length, StandardCharsets.ISO_8859_1);
    }

    private static byte[] text(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length > TEXT_BYTES_MAX) {
            throw new IllegalArgumentException(
                    name + ": " + bytes.length + " bytes (expected: <= " + TEXT_BYTES_MAX + ")");
        }
        return bytes;
    }

    private static int put(byte[] frame, int at, byte[] bytes) {
        System.arraycopy(bytes, 0, frame, at, bytes.length);
        return at + bytes.length;
    }

    private static int crc(byte[] frame, int length) {
        CRC32C crc = new CRC32C();
        crc.update(frame, KIND_AT, length - KIND_AT);
        return (int) crc.getValue();
    }
}
