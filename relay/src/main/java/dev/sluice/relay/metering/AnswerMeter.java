package dev.sluice.relay.metering;

import java.io.ByteArrayOutputStream;

import org.jspecify.annotations.Nullable;

import dev.sluice.relay.dialect.UsageReader;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.scanning.SseSplitter;

/// Watches one answer pass and knows its usage at any time. A stream is read event by event; a JSON body is
/// kept
/// until its end, up to a bound; an encoded answer is read in a decoded copy.
public final class AnswerMeter {

    /// A larger JSON answer is charged by estimate.
    static final int BODY_BYTES_MAX = 32 * 1024 * 1024;
    private static final int BODY_BYTES_FIRST = 4 * 1024;

    private final UsageReader reader;
    private final @Nullable SseSplitter splitter;
    private final @Nullable GzipCopy gzip;
    private final ByteArrayOutputStream body;
    private long bodyBytes;

    /// `eventStream` and `gzipped` are what the answer's headers say.
    public AnswerMeter(UsageReader reader, boolean eventStream, boolean gzipped) {
        this.reader = reader;
        this.splitter = eventStream ? new SseSplitter(reader) : null;
        this.body = new ByteArrayOutputStream(eventStream ? 0 : BODY_BYTES_FIRST);
        this.gzip = gzipped ? new GzipCopy(this::take) : null;
    }

    /// Shows bytes of the answer as they came; they are not kept beyond the call.
    public void feed(byte[] bytes, int from, int to) {
        if (gzip == null) {
            take(bytes, from, to);
        } else {
            gzip.feed(bytes, from, to);
        }
    }

    /// The answer is complete.
    public void finish() {
        if (gzip != null) {
            gzip.close();
        }
        if (splitter == null) {
            byte[] whole = bodyBytes <= BODY_BYTES_MAX ? body.toByteArray() : new byte[0];
            reader.onBody(whole, 0, whole.length);
        }
    }

    /// Frees what reading an interrupted answer still holds.
    public void abandon() {
        if (gzip != null) {
            gzip.close();
        }
    }

    private void take(byte[] bytes, int from, int to) {
        if (splitter != null) {
            splitter.feed(bytes, from, to);
            return;
        }
        bodyBytes += to - from;
        if (bodyBytes <= BODY_BYTES_MAX) {
            body.write(bytes, from, to - from);
        }
    }

    /// Whether the provider has said that nothing of the answer is to come.
    public boolean ended() {
        return reader.ended();
    }

    public boolean isEventStream() {
        return splitter != null;
    }

    /// Whether an event of our own may be put in here: never into an encoded stream.
    public boolean atEventBorder() {
        return splitter != null && gzip == null && splitter.atEventBorder();
    }

    public UsageReading reading() {
        return reader.reading();
    }

    public long textBytes() {
        return reader.textBytes();
    }
}
