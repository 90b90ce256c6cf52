package dev.sluice.relay.scanning;

import java.util.Arrays;

/// Splits a stream of bytes into server-sent events, however the bytes are cut: single bytes, CRLF, CR or LF,
/// comments, unknown fields, characters split over chunks. It never changes or delays the bytes themselves.
///
/// An event whose data lies in one chunk is handed over in place; only what spans chunks is copied. Names of
/// events are not kept: every provider repeats the name inside the data.
public final class SseSplitter {

    /// Longer data is passed on unread and counted: providers send whole responses in one event, up to several
    /// hundred kilobytes.
    public static final int EVENT_BYTES_MAX = 16 * 1024 * 1024;

    private static final int KEPT_BYTES_MAX = 4 * 1024;
    private static final byte[] DATA = {'d', 'a', 't', 'a'};

    private final SseEvents events;
    private final int eventBytesMax;
    private byte[] line = new byte[0];
    private int lineLength;
    private byte[] data = new byte[0];
    private int dataLength;
    private boolean hasData;
    private boolean inEvent;
    private boolean skipLineFeed;
    private boolean oversized;
    private long oversizedEvents;
    private byte[] inPlace = line;
    private int inPlaceFrom = -1;
    private int inPlaceTo;

    public SseSplitter(SseEvents events) {
        this(events, EVENT_BYTES_MAX);
    }

    SseSplitter(SseEvents events, int eventBytesMax) {
        this.events = events;
        this.eventBytesMax = eventBytesMax;
    }

    public void feed(byte[] bytes, int from, int to) {
        int lineStart = from;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '\n' && skipLineFeed && i == lineStart && lineLength == 0) {
                skipLineFeed = false;
                lineStart = i + 1;
            } else if (b == '\n' || b == '\r') {
                skipLineFeed = b == '\r';
                endLine(bytes, lineStart, i);
                lineStart = i + 1;
            }
        }
        keepLine(bytes, lineStart, to);
        keepData();
    }

    /// Whether everything so far ended with a whole event: only here may an event of our own be put in.
    public boolean atEventBorder() {
        return !inEvent && lineLength == 0;
    }

    /// Events that were longer than the bound and therefore not read.
    public long oversizedEvents() {
        return oversizedEvents;
    }

    private void endLine(byte[] bytes, int from, int to) {
        if (lineLength == 0) {
            line(bytes, from, to, true);
            return;
        }
        keepLine(bytes, from, to);
        int length = lineLength;
        lineLength = 0;
        line(line, 0, length, false);
        line = shrunk(line);
    }

    private void line(byte[] bytes, int from, int to, boolean stable) {
        if (from == to) {
            dispatch();
            return;
        }
        inEvent = inEvent || bytes[from] != ':';
        if (isData(bytes, from, to)) {
            int start = from + DATA.length;
            if (start < to) {
                start++;
            }
            if (start < to && bytes[start] == ' ') {
                start++;
            }
            addData(bytes, start, to, stable);
        }
    }

    private void addData(byte[] bytes, int from, int to, boolean stable) {
        if (stable && !hasData) {
            inPlace = bytes;
            inPlaceFrom = from;
            inPlaceTo = to;
        } else {
            keepData();
            if (hasData) {
                append(new byte[]{'\n'}, 0, 1);
            }
            append(bytes, from, to);
        }
        hasData = true;
    }

    private void dispatch() {
        if (hasData && !oversized) {
            if (inPlaceFrom >= 0) {
                events.onData(inPlace, inPlaceFrom, inPlaceTo);
            } else {
                events.onData(data, 0, dataLength);
            }
        }
        if (oversized) {
            oversizedEvents++;
        }
        inPlaceFrom = -1;
        inPlace = line;
        dataLength = 0;
        data = shrunk(data);
        hasData = false;
        oversized = false;
        inEvent = false;
    }

    private void keepData() {
        if (inPlaceFrom >= 0) {
            int from = inPlaceFrom;
            inPlaceFrom = -1;
            append(inPlace, from, inPlaceTo);
            inPlace = line;
        }
    }

    private void append(byte[] bytes, int from, int to) {
        int length = to - from;
        if (oversized || dataLength + length > eventBytesMax) {
            oversized = true;
            dataLength = 0;
            return;
        }
        data = grown(data, dataLength, length);
        System.arraycopy(bytes, from, data, dataLength, length);
        dataLength += length;
    }

    private void keepLine(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return;
        }
        if (lineLength + length > eventBytesMax) {
            oversized = true;
            length = 0;
        }
        line = grown(line, lineLength, length);
        System.arraycopy(bytes, from, line, lineLength, length);
        lineLength += length;
    }

    private static boolean isData(byte[] bytes, int from, int to) {
        int nameEnd = from + DATA.length;
        return to >= nameEnd && Arrays.equals(bytes, from, nameEnd, DATA, 0, DATA.length)
                && (to == nameEnd || bytes[nameEnd] == ':');
    }

    private static byte[] grown(byte[] kept, int length, int more) {
        return length + more <= kept.length ? kept : Arrays.copyOf(kept, Math.max(length + more, kept.length * 2));
    }

    /// A rare long event must not cost its memory for the rest of a long stream.
    private static byte[] shrunk(byte[] kept) {
        return kept.length <= KEPT_BYTES_MAX ? kept : new byte[0];
    }
}
