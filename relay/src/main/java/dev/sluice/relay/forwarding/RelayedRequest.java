package dev.sluice.relay.forwarding;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.dialect.RequestFacts;
import dev.sluice.relay.dialect.RequestFacts.Splice;
import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.encoding.DecodedBody;
import dev.sluice.relay.exchange.Exchange;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.choice.LiveUpstream;

/// What a client sent and the provider is to get: the query and the headers as they came, the body byte for
/// byte. Owns the body until `release`.
public final class RelayedRequest {

    private static final int SESSION_LENGTH_MAX = 128;

    private final Dialect dialect;
    private final RequestFacts facts;
    private final String pathAndQuery;
    private final HttpHeaders headers;
    private final ByteBuf body;
    private final int contentBytes;
    private boolean released;

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

    /// What a provider's caches and stored content belong to: the client's session, else its key.
    String session(Exchange exchange) {
        String named = headers.get("x-claude-code-session-id", headers.get("session-id"));
        return named == null
                ? exchange.keyId().value()
                : exchange.userId().value() + named.substring(0, Math.min(named.length(), SESSION_LENGTH_MAX));
    }

    /// The model this upstream is asked for; null where it is the client's own.
    @Nullable
    String modelFor(Upstream upstream) {
        return upstream.modelFor(facts.model());
    }

    private List<Splice> edits(ByteBuf plain, @Nullable String model) {
        if (model == null && facts.usageSplice() == null) {
            return List.of();
        }
        Splice ofModel = model == null ? null : BodyEdits.model(plain, model);
        return Stream.of(facts.usageSplice(), ofModel).filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(Splice::offset)).toList();
    }

    /// Lets go of the body; what is under way keeps its own hold on it.
    public void release() {
        if (!released) {
            released = true;
            body.release();
        }
    }

    /// Sends the request; the body stays at hand until `release`. An encoded body that must be edited goes plain.
    void sendOn(UpstreamConnection connection, AnswerSink sink) {
        LiveUpstream live = connection.upstream();
        String model = modelFor(live.upstream());
        ContentCoding coding = ContentCoding.of(headers.getAll(HttpHeaderNames.CONTENT_ENCODING))
                .orElse(ContentCoding.IDENTITY);
        if (model != null && coding != ContentCoding.IDENTITY && DecodedBody.of(coding, body, contentBytes,
                body.alloc()) instanceof DecodedBody.Whole(var plain)) {
            HttpHeaders undressed = headers.copy().remove(HttpHeaderNames.CONTENT_ENCODING);
            send(connection, sink, undressed, BodyEdits.apply(plain, edits(plain, model)));
            plain.release();
        } else {
            send(connection, sink, headers, BodyEdits.apply(body, edits(body, model)));
        }
    }

    private void send(UpstreamConnection connection, AnswerSink sink, HttpHeaders sent, ByteBuf whole) {
        LiveUpstream live = connection.upstream();
        HttpHeaders forwarded = ForwardHeaders.upstream(sent, live, whole.readableBytes(), !isSpliced());
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST,
                live.upstream().target(pathAndQuery), forwarded);
        connection.send(head, whole, sink);
    }
}
