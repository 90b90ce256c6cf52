package dev.sluice.relay.forwarding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UpstreamAttempt;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.exchange.End;
import dev.sluice.relay.exchange.Exchange;
import dev.sluice.relay.forwarding.request.RelayedRequest;
import dev.sluice.relay.telemetry.tracing.RequestSpans;
import dev.sluice.relay.upstream.Upstream;

/// Collects what is to be recorded about the end of a transfer, and hands it in.
final class EndNote {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int ID_LENGTH_MAX = 128;
    private static final long NONE_YET = Long.MIN_VALUE;
    private static final String NO_UPSTREAM = "none";

    private final Forwarder forwarder;
    private final Exchange exchange;
    private final Dialect dialect;
    private final int requestBytes;
    private final long startedNanos;
    private final String model;
    private final @Nullable String traceparent;
    private final RelayedRequest request;
    private final @Nullable RequestSpans spans;
    private long answerBytes;
    private long firstPartNanos = NONE_YET;
    private long lastPartNanos = NONE_YET;
    private final List<UpstreamAttempt> earlier = new ArrayList<>(0);
    private String upstream = NO_UPSTREAM;
    private long attemptNanos;
    private int status;
    private @Nullable String modelSent;
    private @Nullable String upstreamRequestId;
    private @Nullable Long firstByteMillis;

    EndNote(Forwarder forwarder, Exchange exchange, RelayedRequest request) {
        this.forwarder = forwarder;
        this.exchange = exchange;
        this.dialect = request.dialect();
        this.requestBytes = request.contentBytes();
        this.model = request.facts().model();
        this.traceparent = request.traceparent();
        this.request = request;
        this.spans = request.spans();
        this.startedNanos = forwarder.nanos();
        this.attemptNanos = startedNanos;
    }

    /// The request goes to this upstream now; `model` is null where it goes as it was asked for.
    void attempt(Upstream to, @Nullable String model) {
        upstream = to.id();
        modelSent = model;
        attemptNanos = forwarder.nanos();
        if (spans != null) {
            spans.begin(GenAi.attempt(request, to, model));
        }
    }

    /// The attempt is over and another one follows. What failed without an answer or with an error status costs
    /// nothing.
    void attemptFailed(String errorCode) {
        earlier.add(new UpstreamAttempt(upstream, status, errorCode, upstreamRequestId, millisSince(attemptNanos),
                NanoUsd.ZERO));
        if (spans != null) {
            spans.end(new RequestSpans.Tried(status, errorCode, sinceAttempt(firstPartNanos), null, null));
        }
        firstPartNanos = NONE_YET;
        lastPartNanos = NONE_YET;
        status = 0;
        upstreamRequestId = null;
        firstByteMillis = null;
    }

    void head(HttpResponse head) {
        status = head.status().code();
        firstByteMillis = millisSince(startedNanos);
        HttpHeaders headers = head.headers();
        String id = headers.get("request-id", headers.get("x-request-id"));
        upstreamRequestId = id == null || id.length() <= ID_LENGTH_MAX ? id : id.substring(0, ID_LENGTH_MAX);
    }

    /// A part of the body came; of a stream the time since the last one is told.
    void part(int bytes, long nanos, boolean stream) {
        answerBytes += bytes;
        if (lastPartNanos == NONE_YET) {
            firstPartNanos = nanos;
        } else if (stream) {
            forwarder.listener().gap(dialect, nanos - lastPartNanos);
        }
        lastPartNanos = nanos;
    }

    boolean isClosed() {
        return exchange.isClosed();
    }

    /// Closes the exchange; `reading` is null when the provider began no answer.
    void close(Outcome outcome, @Nullable String errorCode, @Nullable UsageReading reading,
            Consumer<Boolean> recorded) {
        End end = new End(upstream, status, outcome, errorCode, upstreamRequestId, firstByteMillis,
                millisSince(startedNanos), modelSent, earlier);
        if (spans != null) {
            spans.end(tried(outcome, errorCode, reading));
        }
        Long first = firstPartNanos == NONE_YET ? null : firstPartNanos - startedNanos;
        forwarder.listener().ended(new TransferListener.Ended(exchange.requestId(), dialect, model, traceparent,
                requestBytes, answerBytes, forwarder.nanos() - startedNanos, first, end, spans));
        exchange.close(end, reading, requestBytes, recorded);
    }

    /// A client that leaves is no error of the upstream.
    private RequestSpans.Tried tried(Outcome outcome, @Nullable String errorCode, @Nullable UsageReading reading) {
        return new RequestSpans.Tried(status, outcome == Outcome.CLIENT_CANCEL ? null : errorCode,
                sinceAttempt(firstPartNanos), reading == null ? null : reading.model(),
                reading == null ? null : reading.tokens());
    }

    private @Nullable Long sinceAttempt(long nanos) {
        return nanos == NONE_YET ? null : nanos - attemptNanos;
    }

    private long millisSince(long nanos) {
        return (forwarder.nanos() - nanos) / NANOS_PER_MILLI;
    }
}
