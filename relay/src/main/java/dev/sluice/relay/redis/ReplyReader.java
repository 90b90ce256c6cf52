package dev.sluice.relay.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Reads what Redis answers (RESP2): a `Long`, a `String`, a `List` of them, a `Fault`, or `NIL`. Throws
/// `IllegalArgumentException` where the bytes are no reply, or a larger one than any of ours.
final class ReplyReader {

    /// What Redis says when there is nothing.
    static final Object NIL = new Object();
    static final int BULK_BYTES_MAX = 1 << 20;
    static final int ELEMENTS_MAX = 1_024;
    static final int DEPTH_MAX = 4;
    static final int LINE_BYTES_MAX = 4 * 1024;

    /// Redis refused: its sentence, which begins with a word that says what kind of refusal it is.
    record Fault(String sentence) {
        boolean isScriptUnknown() {
            return sentence.startsWith("NOSCRIPT");
        }
    }

    private ReplyReader() {}

    /// The next whole reply, or null: then nothing was read.
    static @Nullable Object next(ByteBuf in) {
        int start = in.readerIndex();
        Object reply = reply(in, DEPTH_MAX);
        if (reply == null) {
            in.readerIndex(start);
        }
        return reply;
    }

    private static @Nullable Object reply(ByteBuf in, int depth) {
        int length = in.bytesBefore((byte) '\r');
        if (length < 0 || in.readableBytes() < length + 2) {
            if (in.readableBytes() > LINE_BYTES_MAX && length < 0) {
                throw new IllegalArgumentException("a line of Redis: > " + LINE_BYTES_MAX + " bytes");
            }
            return null;
        }
        byte kind = in.readByte();
        return switch (kind) {
            case ':' -> number(in, length - 1);
            case '+' -> line(in, length - 1);
            case '-' -> new Fault(line(in, length - 1));
            case '$' -> bulk(in, count(in, length - 1, BULK_BYTES_MAX));
            case '*' -> array(in, count(in, length - 1, ELEMENTS_MAX), depth);
            default -> throw new IllegalArgumentException("a reply of Redis begins with " + (kind & 0xff)
                    + " (expected: one of : + - $ *)");
        };
    }

    private static String line(ByteBuf in, int length) {
        String text = in.readString(length, StandardCharsets.ISO_8859_1);
        in.skipBytes(2);
        return text;
    }

    private static @Nullable Object bulk(ByteBuf in, int length) {
        if (length < 0) {
            return NIL;
        }
        return in.readableBytes() < length + 2 ? null : line(in, length);
    }

    private static @Nullable Object array(ByteBuf in, int count, int depth) {
        if (count < 0) {
            return NIL;
        }
        if (depth == 0) {
            throw new IllegalArgumentException("a reply of Redis: deeper than " + DEPTH_MAX);
        }
        List<Object> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Object element = reply(in, depth - 1);
            if (element == null) {
                return null;
            }
            elements.add(element);
        }
        return elements;
    }

    private static int count(ByteBuf in, int length, int most) {
        long count = number(in, length);
        if (count < -1 || count > most) {
            throw new IllegalArgumentException("a reply of Redis announces " + count + " (expected: -1.." + most + ")");
        }
        return (int) count;
    }

    private static long number(ByteBuf in, int length) {
        int at = in.readerIndex();
        int end = at + length;
        boolean negative = length > 0 && in.getByte(at) == '-';
        long value = 0;
        int first = negative ? at + 1 : at;
        if (first == end || length > 19) {
            throw new IllegalArgumentException("a number of Redis: " + length + " characters (expected: 1..19)");
        }
        for (int i = first; i < end; i++) {
            int digit = in.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("a number of Redis holds byte " + in.getByte(i)
                        + " (expected: digits)");
            }
            value = value * 10 + digit;
        }
        in.readerIndex(end + 2);
        return negative ? -value : value;
    }
}
