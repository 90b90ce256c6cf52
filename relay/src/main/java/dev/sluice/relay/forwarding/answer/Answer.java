package dev.sluice.relay.forwarding.answer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.dialect.ChatUsageStrip;
import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.forwarding.request.ForwardHeaders;
import dev.sluice.relay.forwarding.request.RelayedRequest;
import dev.sluice.relay.metering.AnswerMeter;

/// A provider's successful answer on its way to the client: metered, held back at its last byte, passed on.
public final class Answer {

    private static final byte[] NOTHING = {};

    private final boolean eventStream;
    private final AnswerMeter meter;
    private final @Nullable ChatUsageStrip strip;
    private final Deque<HttpContent> held = new ArrayDeque<>(2);
    private final byte[] scratch;

    /// `scratch` is the loop's: bytes on their way to the meter, valid during one call.
    public Answer(HttpResponse head, RelayedRequest request, byte[] scratch) {
        this.scratch = scratch;
        HttpHeaders headers = head.headers();
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        this.eventStream = type.regionMatches(true, 0, "text/event-stream", 0, "text/event-stream".length());
        ContentCoding coding = ContentCoding.of(headers.getAll(HttpHeaderNames.CONTENT_ENCODING)).orElse(null);
        this.meter = new AnswerMeter(request.dialect().reader(request.facts()), eventStream, coding);
        boolean plain = coding == ContentCoding.IDENTITY;
        this.strip = request.isSpliced() && eventStream && plain ? new ChatUsageStrip() : null;
    }

    public AnswerMeter meter() {
        return meter;
    }

    public boolean isEventStream() {
        return eventStream;
    }

    /// Whether the client could read an event of ours: not in JSON, not in an encoded stream.
    public boolean takesEvents() {
        return meter.takesEvents();
    }

    /// The head for the client: the provider's, without what is not the client's business.
    HttpResponse headForClient(HttpResponse head, RequestId requestId) {
        HttpHeaders headers = ForwardHeaders.client(head.headers(), requestId);
        if (strip != null || !HttpUtil.isContentLengthSet(head)) {
            headers.remove(HttpHeaderNames.CONTENT_LENGTH);
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, head.status(), headers);
    }

    /// Shows a part to the meter; the part itself stays as it is.
    public void show(ByteBuf part) {
        if (part.hasArray()) {
            int from = part.arrayOffset() + part.readerIndex();
            meter.feed(part.array(), from, from + part.readableBytes());
            return;
        }
        int at = part.readerIndex();
        while (at < part.writerIndex()) {
            int length = Math.min(scratch.length, part.writerIndex() - at);
            part.getBytes(at, scratch, 0, length);
            meter.feed(scratch, 0, length);
            at += length;
        }
    }

    public void hold(HttpContent part) {
        held.add(part);
    }

    @Nullable
    public HttpContent nextHeld() {
        return held.poll();
    }

    public void releaseHeld() {
        for (HttpContent part = held.poll(); part != null; part = held.poll()) {
            part.release();
        }
    }

    /// Gives the client what it gets of a part; takes over the part's reference.
    public void forClient(HttpContent part, Consumer<HttpContent> client) {
        ChatUsageStrip stripping = strip;
        if (stripping == null) {
            client.accept(part);
            return;
        }
        byte[] bytes = new byte[part.content().readableBytes()];
        part.content().readBytes(bytes);
        boolean last = part instanceof LastHttpContent;
        part.release();
        byte[] passed = stripping.pass(bytes, 0, bytes.length);
        ByteBuf rest = Unpooled.wrappedBuffer(passed, last ? stripping.rest() : NOTHING);
        client.accept(last ? new DefaultLastHttpContent(rest) : new DefaultHttpContent(rest));
    }
}
