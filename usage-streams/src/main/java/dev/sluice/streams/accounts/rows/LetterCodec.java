package dev.sluice.streams.accounts.rows;

/// The binary form of rows about dead letters: a version byte, then two numbers.
public final class LetterCodec {

    private static final byte VERSION = 1;

    private LetterCodec() {}

    static byte[] encode(LetterRow row) {
        return encode(row.kind().ordinal(), row.releases());
    }

    public static LetterRow letter(byte[] bytes) {
        RowReader in = opened(bytes);
        return new LetterRow(LetterKind.values()[(int) in.number()], in.number());
    }

    static byte[] encode(ParkingRow row) {
        return encode(row.letters(), row.releases());
    }

    public static ParkingRow parking(byte[] bytes) {
        RowReader in = opened(bytes);
        return new ParkingRow(in.number(), in.number());
    }

    private static byte[] encode(long first, long second) {
        RowWriter out = new RowWriter();
        out.version(VERSION);
        out.number(first);
        out.number(second);
        return out.bytes();
    }

    private static RowReader opened(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalArgumentException("letter row: version " + (bytes.length == 0 ? "none" : "" + bytes[0])
                    + " (expected: " + VERSION + ")");
        }
        return new RowReader(bytes);
    }
}
