package dev.sluice.streams.accounts.rows;

/// The binary form of rows about dead letters: a version byte, then a number.
final class LetterCodec {

    private static final byte VERSION = 1;

    private LetterCodec() {}

    static byte[] encode(long number) {
        RowWriter out = new RowWriter();
        out.version(VERSION);
        out.number(number);
        return out.bytes();
    }

    static long number(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalArgumentException("letter row: version " + (bytes.length == 0 ? "none" : "" + bytes[0])
                    + " (expected: " + VERSION + ")");
        }
        return new RowReader(bytes).number();
    }
}
