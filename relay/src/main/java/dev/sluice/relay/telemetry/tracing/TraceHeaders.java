package dev.sluice.relay.telemetry.tracing;

import java.util.List;

import io.netty.handler.codec.http.HttpHeaders;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/// The headers `traceparent` and `tracestate` of a request (W3C Trace Context).
final class TraceHeaders {

    static final String PARENT = "traceparent";
    static final String STATE = "tracestate";
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private TraceHeaders() {}

    /// The trace that the headers name; none if there are none, several parents, or what is not valid.
    static Context read(HttpHeaders headers) {
        return W3C.extract(Context.root(), headers, Getter.ALL);
    }

    /// Makes the headers those of what is in `context`.
    static void write(Context context, HttpHeaders headers) {
        headers.remove(STATE);
        W3C.inject(context, headers, (to, name, value) -> {
            if (to != null) {
                to.set(name, value);
            }
        });
    }

    private enum Getter implements TextMapGetter<HttpHeaders> {
        ALL;

        @Override
        public Iterable<String> keys(HttpHeaders headers) {
            return headers.names();
        }

        @Override
        public @Nullable String get(@Nullable HttpHeaders headers, String name) {
            List<String> values = headers == null ? List.of() : headers.getAll(name);
            boolean one = values.size() == 1 || !values.isEmpty() && name.equals(STATE);
            return one ? String.join(",", values) : null;
        }
    }
}
