package dev.sluice.relay.forwarding;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.dialect.RequestFacts;
import dev.sluice.relay.dialect.RequestFacts.Splice;

/// What a client sent and the provider is to get: the query and the headers as they came, the body byte for
/// byte.
/// Owns the body until `take`.
public final class RelayedRequest {

    private final Dialect dialect;
    private final RequestFacts facts;
    private final String pathAndQuery;
    private final HttpHeaders headers;
    private final ByteBuf body;
    private final int contentBytes;

    /// `pathAndQuery` is without the relay's own base path; `contentBytes` is the size of the body once decoded.
    public RelayedRequest(Dialect dialect, RequestFacts facts, String pathAndQuery, HttpHeaders headers, ByteBuf body,
            int contentBytes) {
        this.dialect = dialect;
        this.facts = facts;
        this.pathAndQuery = pathAndQuery;
        this.headers = headers;
        this.body = body;
        this.contentBytes = contentBytes;
    }

    Dialect dialect() {
        return dialect;
    }

    RequestFacts facts() {
        return facts;
    }

    @Nullable
    String traceparent() {
        return headers.get("traceparent");
    }

    int contentBytes() {
        return contentBytes;
    }

    /// Whether our own `include_usage` is put in, and its traces must be taken out of the answer.
    boolean isSpliced() {
        return facts.usageSplice() != null;
    }

    /// The body as the provider gets it; the caller owns it from here.
    private ByteBuf takeBody() {
        Splice splice = facts.usageSplice();
        if (splice == null) {
            return body;
        }
        int start = body.readerIndex();
        int rest = splice.offset() + splice.removed();
        CompositeByteBuf spliced = body.alloc().compositeBuffer();
        spliced.addComponent(true, body.retainedSlice(start, splice.offset()));
        spliced.addComponent(true, ByteBufUtil.writeUtf8(body.alloc(), splice.inserted()));
        spliced.addComponent(true, body.retainedSlice(start + rest, body.readableBytes() - rest));
        body.release();
        return spliced;
    }

    public void release() {
        body.release();
    }

    /// Sends the request; its body is the connection's from here.
    void sendOn(UpstreamConnection connection, AnswerSink sink) {
        ByteBuf whole = takeBody();
        connection.send(head(connection.upstream(), whole.readableBytes()), whole, sink);
    }

    /// The head for the provider, once the size of what is sent is known.
    private HttpRequest head(Upstream upstream, long contentLength) {
        HttpHeaders forwarded = ForwardHeaders.upstream(headers, upstream, contentLength, !isSpliced());
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, upstream.target(pathAndQuery), forwarded);
    }
}
