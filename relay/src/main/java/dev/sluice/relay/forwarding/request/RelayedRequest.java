package dev.sluice.relay.forwarding.request;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.body.HeldBody;
import dev.sluice.relay.body.MemoryBody;
import dev.sluice.relay.body.Span;
import dev.sluice.relay.body.SpilledBody;
import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.dialect.RequestFacts;
import dev.sluice.relay.dialect.RequestFacts.Splice;
import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.encoding.DecodedBody;
import dev.sluice.relay.exchange.Exchange;
import dev.sluice.relay.forwarding.connection.AnswerSink;
import dev.sluice.relay.forwarding.connection.UpstreamConnection;
import dev.sluice.relay.telemetry.tracing.RequestSpans;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.choice.LiveUpstream;

/// What a client sent and the provider is to get: the query and the headers as they came, the body byte for
/// byte. Owns the body until `release`.
public final class RelayedRequest {

    private static final int SESSION_LENGTH_MAX = 128;

    private final Dialect dialect;
    private final RequestFacts facts;
    private final String pathAndQuery;
    private final HeldBody body;
    private final int contentBytes;
    private final @Nullable Span modelPlace;
    private final @Nullable RequestSpans spans;
    private HttpHeaders headers;
    private boolean released;

    /// `pathAndQuery` is without the relay's own base path; `contentBytes` is the size of the body once decoded;
    /// `modelPlace` is where the model stands in a spilled body;
    /// `spans` is null where nobody collects them.
    public RelayedRequest(Dialect dialect, RequestFacts facts, String pathAndQuery, HttpHeaders headers, HeldBody body,
            int contentBytes, @Nullable Span modelPlace, @Nullable RequestSpans spans) {
        this.dialect = dialect;
        this.facts = facts;
        this.pathAndQuery = pathAndQuery;
        this.headers = headers;
        this.body = body;
        this.contentBytes = contentBytes;
        this.modelPlace = modelPlace;
        this.spans = spans;
    }

    public Dialect dialect() {
        return dialect;
    }

    public RequestFacts facts() {
        return facts;
    }

    @Nullable
    public String traceparent() {
        return headers.get("traceparent");
    }

    public @Nullable RequestSpans spans() {
        return spans;
    }

    public int contentBytes() {
        return contentBytes;
    }

    /// Whether our own `include_usage` is put in, and its traces must be taken out of the answer.
    public boolean isSpliced() {
        return facts.usageSplice() != null;
    }

    /// What a provider's caches and stored content belong to: the client's session, else its key.
    public String session(Exchange exchange) {
        String named = headers.get("x-claude-code-session-id", headers.get("session-id"));
        return named == null
                ? exchange.keyId().value()
                : exchange.userId().value() + named.substring(0, Math.min(named.length(), SESSION_LENGTH_MAX));
    }

    /// The model this upstream is asked for; null where it is the client's own.
    @Nullable
    public String modelFor(Upstream upstream) {
        return upstream.modelFor(facts.model());
    }

    private List<Splice> edits(ByteBuf plain, @Nullable String model) {
        return model == null && facts.usageSplice() == null
                ? List.of()
                : BodyEdits.of(facts.usageSplice(), model == null ? null : BodyEdits.modelIn(plain), model);
    }

    /// Lets go of the body, which what is under way keeps its own hold on, and of the headers: a stream goes on for
    /// minutes after its request went up.
    public void release() {
        if (!released) {
            released = true;
            headers = EmptyHttpHeaders.INSTANCE;
            body.release();
        }
    }

    /// Sends the request; the body stays at hand until `release`. An encoded body that must be edited goes plain.
    public void sendOn(UpstreamConnection connection, AnswerSink sink) {
        String model = modelFor(connection.upstream().upstream());
        switch (body) {
            case SpilledBody file -> {
                List<Splice> edits = BodyEdits.of(facts.usageSplice(), modelPlace, model);
                connection.send(head(connection, headers, BodyEdits.length(file.bytes(), edits)), file, edits, sink);
            }
            case MemoryBody memory -> sendOn(connection, sink, memory, model);
        }
    }

    private void sendOn(UpstreamConnection connection, AnswerSink sink, MemoryBody memory, @Nullable String model) {
        ContentCoding coding = ContentCoding.of(headers.getAll(HttpHeaderNames.CONTENT_ENCODING))
                .orElse(ContentCoding.IDENTITY);
        ByteBuf content = memory.content();
        if (model != null && coding != ContentCoding.IDENTITY && DecodedBody.of(coding, content, contentBytes,
                content.alloc()) instanceof DecodedBody.Whole(var plain)) {
            HttpHeaders undressed = headers.copy().remove(HttpHeaderNames.CONTENT_ENCODING);
            MemoryBody decoded = memory.decoded(plain);
            send(connection, sink, undressed, decoded, BodyEdits.apply(plain, edits(plain, model)));
            decoded.release();
        } else {
            send(connection, sink, headers, memory, BodyEdits.apply(content, edits(content, model)));
        }
    }

    private void send(UpstreamConnection connection, AnswerSink sink, HttpHeaders sent, MemoryBody held,
            ByteBuf whole) {
        connection.send(head(connection, sent, whole.readableBytes()), held, whole, sink);
    }

    private HttpRequest head(UpstreamConnection connection, HttpHeaders sent, long contentLength) {
        LiveUpstream live = connection.upstream();
        HttpHeaders forwarded = ForwardHeaders.upstream(sent, live, contentLength, !isSpliced());
        if (spans != null) {
            spans.writeTo(forwarded);
        }
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, live.upstream().target(pathAndQuery),
                forwarded);
    }
}
