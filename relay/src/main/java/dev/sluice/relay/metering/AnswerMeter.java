package dev.sluice.relay.metering;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.sluice.relay.dialect.UsageReader;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.encoding.DecodedCopy;
import dev.sluice.relay.scanning.SseSplitter;

/// Watches one answer pass and knows its usage at any time. A stream is read event by event; a JSON body is
/// kept until its end, up to a bound; an encoded answer is read in a decoded copy.
public final class AnswerMeter {

    /// A larger JSON answer is charged by estimate.
    static final int BODY_BYTES_MAX = 32 * 1024 * 1024;
    /// Of one encoded answer; what follows is charged by estimate.
    static final long DECODED_BYTES_MAX = 256L * 1024 * 1024;
    /// Errors are short; of a longer one the rest says nothing new.
    private static final int FAILURE_BYTES_MAX = 16 * 1024;

    private final UsageReader reader;
    private final @Nullable SseSplitter splitter;
    private final @Nullable ContentCoding coding;
    private final @Nullable DecodedCopy copy;
    private byte[] body = {};
    private long bodyBytes;
    private long passedBytes;
    private boolean finished;
    private boolean endSeen;
    private byte[] failure = {};

    /// `eventStream` and `coding` are what the answer's headers say; a null coding is not known here.
    public AnswerMeter(UsageReader reader, boolean eventStream, @Nullable ContentCoding coding) {
        this.reader = reader;
        this.splitter = eventStream ? new SseSplitter(this::event) : null;
        this.coding = coding;
        this.copy = coding == null || coding == ContentCoding.IDENTITY
                ? null
                : new DecodedCopy(coding, DECODED_BYTES_MAX, this::take);
    }

    /// Shows bytes of the answer as they came; they are not kept beyond the call.
    public void feed(byte[] bytes, int from, int to) {
        passedBytes += to - from;
        if (copy != null) {
            copy.feed(bytes, from, to);
        } else if (coding != null) {
            take(bytes, from, to);
        }
    }

    /// The answer is complete.
    public void finish() {
        finished = true;
        abandon();
        if (splitter == null) {
            reader.onBody(body, 0, bodyBytes <= BODY_BYTES_MAX ? (int) bodyBytes : 0);
        }
    }

    /// Frees what reading an interrupted answer still holds.
    public void abandon() {
        if (copy != null) {
            copy.close();
        }
    }

    private void event(byte[] bytes, int from, int to) {
        reader.onData(bytes, from, to);
        if (!endSeen && reader.ended()) {
            endSeen = true;
            if (reader.reading().ending() == UsageReading.Ending.FAILED) {
                failure = Arrays.copyOfRange(bytes, from, Math.min(to, from + FAILURE_BYTES_MAX));
            }
        }
    }

    /// The data of the event by which the provider said that its stream failed; empty when it did not.
    public byte[] failure() {
        return failure.clone();
    }

    private void take(byte[] bytes, int from, int to) {
        if (splitter != null) {
            splitter.feed(bytes, from, to);
            return;
        }
        int at = (int) Math.min(bodyBytes, BODY_BYTES_MAX);
        bodyBytes += to - from;
        if (bodyBytes <= BODY_BYTES_MAX) {
            if (bodyBytes > body.length) {
                body = Arrays.copyOf(body, (int) Math.max(bodyBytes, Math.min(2L * body.length, BODY_BYTES_MAX)));
            }
            System.arraycopy(bytes, from, body, at, to - from);
        }
    }

    /// Whether the provider has said that nothing of the answer is to come; where that cannot be read, the end of
    /// the HTTP message says it.
    public boolean ended() {
        return reader.ended() || finished && isUnreadable();
    }

    private boolean isUnreadable() {
        return coding == null || copy != null && copy.isUnreadable() || bodyBytes > BODY_BYTES_MAX;
    }

    public boolean isEventStream() {
        return splitter != null;
    }

    /// Whether events of our own can be put into this answer at all: never into an encoded stream.
    public boolean takesEvents() {
        return splitter != null && coding == ContentCoding.IDENTITY;
    }

    /// Whether an event of our own may be put in here.
    public boolean atEventBorder() {
        return splitter != null && takesEvents() && splitter.atEventBorder();
    }

    public UsageReading reading() {
        UsageReading reading = reader.reading();
        return isUnreadable() ? reading.unread(textBytes(), finished) : reading;
    }

    /// UTF-8 bytes that the model wrote so far; of an answer that cannot be read, the bytes that passed.
    public long textBytes() {
        return isUnreadable() ? Math.max(passedBytes, reader.textBytes()) : reader.textBytes();
    }
}
