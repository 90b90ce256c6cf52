package dev.sluice.relay.telemetry.tracing;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.netty.handler.codec.http.HttpHeaders;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;

/// Begins the spans of requests, and sends what ended to a collector. Without one there is no tracing, and
/// requests pay nothing for it.
public final class Tracing implements AutoCloseable {

    /// Spans that may wait for the collector, unless `OTEL_BSP_MAX_QUEUE_SIZE` says otherwise.
    static final int WAITING_MAX = 2_048;
    static final String OTHER_METHOD = "_OTHER";
    private static final Duration LAST_SPANS_MAX = Duration.ofSeconds(2);
    private static final String SERVICE = "sluice-relay";
    private static final String UNNAMED_SERVICE = "unknown_service";
    private static final Set<String> METHODS = Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST",
            "PUT", "TRACE");

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;
    private final String scheme;

    private Tracing(OpenTelemetrySdk sdk, String scheme) {
        this.sdk = sdk;
        this.scheme = scheme;
        this.tracer = sdk.getTracer("dev.sluice.relay");
    }

    /// As the variables `OTEL_…` of the environment say; empty where they name no collector. Throws
    /// `IllegalStateException` that names what they say wrong.
    ///
    /// @param instance
    ///            the relay's name
    /// @param scheme
    ///            what clients speak: `http` or `https`
    public static Optional<Tracing> of(Map<String, String> environment, String instance, String scheme, SpanFlow flow) {
        return Collector.in(environment).map(collector -> new Tracing(sdk(collector, instance, flow), scheme));
    }

    private static OpenTelemetrySdk sdk(Collector collector, String instance, SpanFlow flow) {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder().disableShutdownHook()
                    .addPropertiesCustomizer(_ -> collector.properties())
                    .addResourceCustomizer((known, _) -> named(known, instance))
                    .addSpanProcessorCustomizer((processor, settings) -> flow.entering(processor,
                            settings.getInt("otel.bsp.max.queue.size", WAITING_MAX)))
                    .addSpanExporterCustomizer((exporter, _) -> flow.leaving(exporter))
                    .build().getOpenTelemetrySdk();
        } catch (ConfigurationException e) {
            throw new IllegalStateException("OTEL_… variables: " + e.getMessage()
                    + " (expected: values as the OpenTelemetry specification has them)", e);
        }
    }

    private static Resource named(Resource known, String instance) {
        Resource named = Resource.builder().put(Names.INSTANCE, instance).build().merge(known);
        String service = known.getAttribute(Names.SERVICE);
        return service == null || service.startsWith(UNNAMED_SERVICE)
                ? named.merge(Resource.builder().put(Names.SERVICE, SERVICE).build())
                : named;
    }

    /// A request begins; its trace is the client's if it sent a valid one.
    ///
    /// @param method
    ///            as it was sent
    /// @param protocol
    ///            the version of HTTP: `1.0`, `1.1` or `2`
    public RequestSpans begin(String method, String protocol, HttpHeaders headers) {
        String known = METHODS.contains(method) ? method : OTHER_METHOD;
        Context parent = TraceHeaders.read(headers);
        Span span = tracer.spanBuilder(known).setParent(parent).setSpanKind(SpanKind.SERVER)
                .setAttribute(Names.METHOD, known).setAttribute(Names.URL_SCHEME, scheme)
                .setAttribute(Names.PROTOCOL, protocol).startSpan();
        return new RequestSpans(tracer, span, parent, known);
    }

    /// Sends what waits, for two seconds at most.
    @Override
    public void close() {
        sdk.shutdown().join(LAST_SPANS_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }
}
