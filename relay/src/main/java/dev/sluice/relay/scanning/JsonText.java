package dev.sluice.relay.scanning;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The inside of JSON strings: where they end, escapes, decoded length.
final class JsonText {

    private static final int UNICODE_ESCAPE_LENGTH = 6;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private JsonText() {}

    static String decode(byte[] bytes, int from, int to, boolean escaped) {
        return escaped ? decode(bytes, from, to) : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    static String decode(byte[] bytes, int from, int to) {
        String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (raw.charAt(++i) == 'u') {
                text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(unescaped(raw.charAt(i)));
            }
        }
        return text.toString();
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> c;
        };
    }

    /// UTF-8 bytes of the decoded text; half a surrogate pair counts as the pair's first half.
    static int decodedBytes(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\\') {
                count++;
            } else if (bytes[i + 1] == 'u') {
                count += utf8Bytes(codeUnit(bytes, i + 2));
                i += UNICODE_ESCAPE_LENGTH - 1;
            } else {
                count++;
                i++;
            }
        }
        return count;
    }

    private static int utf8Bytes(int codeUnit) {
        if (codeUnit < 0x80) {
            return 1;
        }
        if (codeUnit < 0x800) {
            return 2;
        }
        if (Character.isHighSurrogate((char) codeUnit)) {
            return 4;
        }
        return Character.isLowSurrogate((char) codeUnit) ? 0 : 3;
    }

    private static int codeUnit(byte[] bytes, int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            unit = unit << 4 | Character.digit(bytes[i], 16);
        }
        return unit;
    }

    /// The index behind the escape that begins at `at`.
    static int afterEscape(byte[] bytes, int at, int end) {
        if (at + 1 >= end) {
            throw new JsonMalformed("the end of a string", end);
        }
        byte kind = bytes[at + 1];
        if (kind != 'u') {
            if ("\"\\/bfnrt".indexOf(kind) < 0) {
                throw new JsonMalformed("a known escape", at);
            }
            return at + 2;
        }
        for (int i = at + 2; i < at + UNICODE_ESCAPE_LENGTH; i++) {
            if (i >= end || Character.digit(bytes[i], 16) < 0) {
                throw new JsonMalformed("four hex digits", at);
            }
        }
        return at + UNICODE_ESCAPE_LENGTH;
    }

    /// The first byte from `from` that is a quote, a backslash or a control character; eight bytes a step.
    static int plainEnd(byte[] bytes, int from, int end) {
        int i = from;
        while (i + Long.BYTES <= end) {
            long word = (long) WORD.get(bytes, i);
            long quote = word ^ (ONES * '"');
            long slash = word ^ (ONES * '\\');
            long special = ((quote - ONES) & ~quote) | ((slash - ONES) & ~slash) | ((word - ONES * ' ') & ~word);
            if ((special & HIGHS) != 0) {
                break;
            }
            i += Long.BYTES;
        }
        while (i < end && bytes[i] != '"' && bytes[i] != '\\' && (bytes[i] & 0xff) >= ' ') {
            i++;
        }
        return i;
    }
}
