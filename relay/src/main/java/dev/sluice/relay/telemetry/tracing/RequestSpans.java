package dev.sluice.relay.telemetry.tracing;

import io.netty.handler.codec.http.HttpHeaders;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.telemetry.Finished;

/// The spans of one request under way: the relay's own, and below it one for each try at an upstream. Nobody
/// and nothing is named on them but routes, models, upstreams, causes and the request id. Confined to one
/// event loop.
public final class RequestSpans {

    private static final int CLIENT_ERROR = 400;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Tracer tracer;
    private final Span relay;
    private final Context inRelay;
    private final String method;
    private @Nullable Span attempt;
    private long attempts;

    RequestSpans(Tracer tracer, Span relay, Context parent, String method) {
        this.tracer = tracer;
        this.relay = relay;
        this.inRelay = parent.with(relay);
        this.method = method;
    }

    /// A try at an upstream, as it begins.
    ///
    /// @param operation
    ///            as the conventions name it
    /// @param model
    ///            as the upstream is asked for it
    /// @param url
    ///            without a query
    public record Attempt(String operation, String provider, String model, boolean stream, String upstream, String host,
            int port, String url) {}

    /// What became of it.
    ///
    /// @param status
    ///            0 without an answer
    /// @param error
    ///            why it failed; null where it did not
    /// @param firstPartNanos
    ///            from its begin to the first part of the answer's body
    public record Tried(int status, @Nullable String error, @Nullable Long firstPartNanos, @Nullable String model,
            @Nullable TokenUsage tokens) {}

    /// The `traceparent` of the relay's own span: what events carry.
    public String traceparent() {
        SpanContext at = relay.getSpanContext();
        return "00-" + at.getTraceId() + "-" + at.getSpanId() + "-" + at.getTraceFlags().asHex();
    }

    /// Makes the headers those of the try under way, or of the relay's own span before it.
    public void writeTo(HttpHeaders headers) {
        Span trying = attempt;
        TraceHeaders.write(trying == null ? inRelay : inRelay.with(trying), headers);
    }

    public void begin(Attempt began) {
        if (!relay.isRecording()) {
            return;
        }
        SpanBuilder builder = tracer.spanBuilder(began.operation + ' ' + began.model).setParent(inRelay)
                .setSpanKind(SpanKind.CLIENT).setAttribute(Names.OPERATION, began.operation)
                .setAttribute(Names.PROVIDER, began.provider).setAttribute(Names.MODEL, began.model)
                .setAttribute(Names.SERVER, began.host).setAttribute(Names.PORT, (long) began.port)
                .setAttribute(Names.METHOD, method).setAttribute(Names.URL_FULL, began.url)
                .setAttribute(Names.STREAM, began.stream).setAttribute(Names.UPSTREAM, began.upstream);
        if (attempts > 0) {
            builder.setAttribute(Names.RESENDS, attempts);
        }
        attempts++;
        attempt = builder.startSpan();
    }

    public void end(Tried tried) {
        Span span = attempt;
        attempt = null;
        if (span == null) {
            return;
        }
        answered(span, tried.status);
        if (tried.error != null || tried.status >= CLIENT_ERROR) {
            failed(span, tried.error == null ? String.valueOf(tried.status) : tried.error);
        }
        if (tried.firstPartNanos != null) {
            span.setAttribute(Names.FIRST_CHUNK, tried.firstPartNanos / NANOS_PER_SECOND);
        }
        if (tried.model != null) {
            span.setAttribute(Names.MODEL_ANSWERED, tried.model);
        }
        if (tried.tokens != null) {
            used(span, tried.tokens);
        }
        span.end();
    }

    private static void used(Span span, TokenUsage tokens) {
        span.setAttribute(Names.INPUT, tokens.allInput()).setAttribute(Names.OUTPUT, tokens.output())
                .setAttribute(Names.CACHE_READ, tokens.cacheRead())
                .setAttribute(Names.CACHE_WRITTEN, tokens.cacheWrites())
                .setAttribute(Names.REASONING, tokens.reasoning());
    }

    /// The request is over.
    public void end(Finished finished) {
        if (!finished.route().equals(Finished.OTHER)) {
            relay.updateName(method + ' ' + finished.route());
            relay.setAttribute(Names.ROUTE, finished.route()).setAttribute(Names.URL_PATH, finished.route());
        }
        relay.setAttribute(Names.REQUEST_ID, finished.requestId().value());
        relay.setAttribute(Names.OUTCOME, finished.outcome());
        answered(relay, finished.status());
        String cause = finished.cause();
        if (cause != null) {
            relay.setAttribute(Names.CAUSE, cause);
        }
        if (finished.isFailure()) {
            failed(relay, cause == null ? String.valueOf(finished.status()) : cause);
        }
        relay.end();
    }

    private static void answered(Span span, int status) {
        if (status > 0) {
            span.setAttribute(Names.STATUS, (long) status);
        }
    }

    private static void failed(Span span, String why) {
        span.setAttribute(Names.ERROR, why).setStatus(StatusCode.ERROR);
    }
}
