package dev.sluice.relay.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

/// Everything that is counted of one route at one upstream. A counter appears with the first thing it counts.
final class Series {

    private static final int STATUS_CLASSES = 6;

    final String route;
    final String dialect;
    final String upstream;
    final Durations duration = new Durations();
    final Durations firstByte = new Durations();
    private final MeterRegistry meters;
    private final Map<String, LongAdder[]> byOutcome = new ConcurrentHashMap<>();
    private final LongAdder requestBytes = new LongAdder();
    private final LongAdder answerBytes = new LongAdder();

    Series(MeterRegistry meters, String route, String dialect, String upstream) {
        this.meters = meters;
        this.route = route;
        this.dialect = dialect;
        this.upstream = upstream;
        bytes("in", requestBytes);
        bytes("out", answerBytes);
    }

    private void bytes(String direction, LongAdder adder) {
        FunctionCounter.builder("relay.transferred", adder, LongAdder::sum).baseUnit("bytes")
                .tags("route", route, "dialect", dialect, "upstream", upstream, "direction", direction)
                .register(meters);
    }

    void add(Finished finished) {
        LongAdder[] classes = byOutcome.computeIfAbsent(finished.outcome(), this::counters);
        classes[Math.clamp(finished.status() / 100, 0, STATUS_CLASSES - 1)].increment();
        requestBytes.add(finished.requestBytes());
        answerBytes.add(finished.answerBytes());
        duration.record(finished.nanos());
        Long first = finished.firstByteNanos();
        if (first != null) {
            firstByte.record(first);
        }
    }

    private LongAdder[] counters(String outcome) {
        LongAdder[] classes = new LongAdder[STATUS_CLASSES];
        for (int c = 0; c < STATUS_CLASSES; c++) {
            LongAdder adder = new LongAdder();
            classes[c] = adder;
            if (c != 1) {
                FunctionCounter.builder("relay.requests", adder, LongAdder::sum)
                        .tags("route", route, "dialect", dialect, "upstream", upstream, "outcome", outcome, "status",
                                c == 0 ? Finished.NONE : c + "xx")
                        .register(meters);
            }
        }
        return classes;
    }
}
