package dev.sluice.relay.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Takes out of a chat stream what only our own `include_usage` put there (wire-protocols §8.22): the `usage`
/// member of every chunk, and the last chunk, which has no choices. Forwards whole events; everything else
/// stays as it was, byte for byte.
public final class ChatUsageStrip {

    /// A longer event passes unstripped rather than being held.
    static final int EVENT_BYTES_MAX = 16 * 1024 * 1024;
    private static final byte[] USAGE = "\"usage\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_CHOICES = "\"choices\":[]".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream event = new ByteArrayOutputStream();
    private boolean lineEmpty = true;

    /// The bytes that may go on now.
    public byte[] pass(byte[] bytes, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        int start = from;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                if (lineEmpty) {
                    event.write(bytes, start, i + 1 - start);
                    out.writeBytes(stripped(event.toByteArray()));
                    event.reset();
                    start = i + 1;
                }
                lineEmpty = true;
            } else if (b != '\r') {
                lineEmpty = false;
            }
        }
        event.write(bytes, start, to - start);
        if (event.size() > EVENT_BYTES_MAX) {
            out.writeBytes(rest());
        }
        return out.toByteArray();
    }

    /// What is left when the stream ends.
    public byte[] rest() {
        byte[] rest = event.toByteArray();
        event.reset();
        return rest;
    }

    private static byte[] stripped(byte[] event) {
        int usage = find(event, USAGE, 0);
        if (usage < 0) {
            return event;
        }
        int value = usage + USAGE.length;
        if (startsWith(event, NULL, value)) {
            return without(event, usage, value + NULL.length);
        }
        return find(event, NO_CHOICES, 0) >= 0 ? new byte[0] : event;
    }

    /// Removes a member together with the comma on one of its sides.
    private static byte[] without(byte[] event, int from, int to) {
        int start = from;
        int end = to;
        if (event[start - 1] == ',') {
            start--;
        } else if (end < event.length && event[end] == ',') {
            end++;
        }
        byte[] rest = new byte[event.length - (end - start)];
        System.arraycopy(event, 0, rest, 0, start);
        System.arraycopy(event, end, rest, start, event.length - end);
        return rest;
    }

    private static int find(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (startsWith(bytes, wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] bytes, byte[] wanted, int at) {
        if (at + wanted.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
