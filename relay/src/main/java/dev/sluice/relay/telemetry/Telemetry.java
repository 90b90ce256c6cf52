package dev.sluice.relay.telemetry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.telemetry.tracing.RequestSpans;
import dev.sluice.relay.telemetry.tracing.Tracing;

/// Tells metrics and the access log what became of requests. Every method may be called on an event loop.
public final class Telemetry {

    /// Names of upstreams that get series of their own; what comes after is counted as `other`.
    static final int UPSTREAMS_MAX = 200;

    private final MeterRegistry meters;
    private final AccessLog log;
    private final @Nullable Tracing tracing;
    private final Map<String, Map<String, Series>> byRoute = new ConcurrentHashMap<>();
    private final Map<String, Durations> gaps = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger series = new AtomicInteger();

    /// Without spans where `tracing` is null.
    public Telemetry(MeterRegistry meters, AccessLog log, @Nullable Tracing tracing) {
        this.meters = meters;
        this.log = log;
        this.tracing = tracing;
        FunctionCounter.builder("relay.access.log.dropped", log, AccessLog::dropped).register(meters);
    }

    /// A request is over.
    public void finished(Finished finished) {
        seriesOf(finished).add(finished);
        log.write(finished);
    }

    private Series seriesOf(Finished finished) {
        Map<String, Series> upstreams = byRoute.computeIfAbsent(finished.route(), _ -> new ConcurrentHashMap<>());
        Series known = upstreams.get(finished.upstream());
        if (known != null) {
            return known;
        }
        String upstream = series.get() < UPSTREAMS_MAX ? finished.upstream() : Finished.OTHER;
        return upstreams.computeIfAbsent(upstream, name -> {
            series.incrementAndGet();
            return new Series(meters, finished.route(), finished.dialect(), name);
        });
    }

    /// A request was refused for this cause, as `Refusal.code` names it.
    public void refused(String code) {
        LongAdder counted = refusals.get(code);
        if (counted == null) {
            counted = refusals.computeIfAbsent(code, this::refusals);
        }
        counted.increment();
    }

    private LongAdder refusals(String code) {
        LongAdder adder = new LongAdder();
        FunctionCounter.builder("relay.refused", adder, LongAdder::sum).tag("reason", code).register(meters);
        return adder;
    }

    /// Time between two parts of a stream on their way from the provider.
    public void gap(String route, long nanos) {
        Durations known = gaps.get(route);
        if (known == null) {
            known = gaps.computeIfAbsent(route, _ -> new Durations());
        }
        known.record(nanos);
    }

    /// The spans of a request that begins; null where nobody collects them.
    public @Nullable RequestSpans spans(String method, String protocol, HttpHeaders headers) {
        return tracing == null ? null : tracing.begin(method, protocol, headers);
    }

    /// The trace of a request with these headers, where nobody collects spans.
    public TraceContext trace(List<String> parents, List<String> states) {
        return TraceContext.of(parents, states, () -> ThreadLocalRandom.current().nextLong());
    }

    Collection<Series> series() {
        return byRoute.values().stream().flatMap(upstreams -> upstreams.values().stream()).toList();
    }

    Map<String, Durations> gaps() {
        return gaps;
    }
}
