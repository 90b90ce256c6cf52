package dev.sluice.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.springframework.stereotype.Component;

import dev.sluice.relay.upstream.breaker.Breaker;
import dev.sluice.relay.upstream.breaker.Breaker.Cause;
import dev.sluice.relay.upstream.choice.LiveUpstream;
import dev.sluice.relay.upstream.choice.Upstreams;

/// What the upstreams show to Prometheus, by their configured ids, of which there are at most a hundred:
/// `relay.upstream.out` is 1 for the cause that keeps one out (`account` is the alarm),
/// `relay.upstream.requests`
/// is what runs on it.
@Component
final class UpstreamMetrics {

    private final Upstreams upstreams;
    private final MultiGauge out;
    private final MultiGauge requests;
    private List<LiveUpstream> shown = List.of();

    UpstreamMetrics(Upstreams upstreams, MeterRegistry meters) {
        this.upstreams = upstreams;
        this.out = MultiGauge.builder("relay.upstream.out").register(meters);
        this.requests = MultiGauge.builder("relay.upstream.requests").register(meters);
    }

    /// Follows the configuration. Called by one thread.
    void refresh() {
        List<LiveUpstream> all = upstreams.all();
        if (all.equals(shown)) {
            return;
        }
        shown = all;
        List<MultiGauge.Row<?>> causes = new ArrayList<>();
        List<MultiGauge.Row<?>> loads = new ArrayList<>();
        for (LiveUpstream live : all) {
            for (Cause cause : Cause.values()) {
                causes.add(MultiGauge.Row.of(Tags.of("upstream", live.id(), "cause",
                        cause.name().toLowerCase(Locale.ROOT)), live, it -> isOut(it, cause) ? 1 : 0));
            }
            loads.add(MultiGauge.Row.of(Tags.of("upstream", live.id()), live, LiveUpstream::load));
        }
        out.register(causes, true);
        requests.register(loads, true);
    }

    private static boolean isOut(LiveUpstream live, Cause cause) {
        return switch (live.breaker()) {
            case Breaker.Closed _ -> false;
            case Breaker.Open(var why, _, _) -> why == cause;
            case Breaker.Probing(var why, _, _) -> why == cause;
        };
    }
}
