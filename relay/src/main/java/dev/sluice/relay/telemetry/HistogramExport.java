package dev.sluice.relay.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;

/// Shows the histograms to Prometheus.
public final class HistogramExport implements MultiCollector {

    private final Telemetry telemetry;

    public HistogramExport(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public MetricSnapshots collect() {
        List<HistogramDataPointSnapshot> gaps = new ArrayList<>();
        telemetry.gaps().forEach((route, durations) -> gaps.add(point(durations, Labels.of("route", route))));
        return new MetricSnapshots(List.<MetricSnapshot>of(
                histogram("relay_request_duration_seconds", "From the headers of a request to the end of its answer",
                        points(series -> series.duration)),
                histogram("relay_first_byte_seconds", "From the headers of a request to the first byte of its answer",
                        points(series -> series.firstByte)),
                histogram("relay_stream_gap_seconds", "Between two parts of a stream from the provider", gaps)));
    }

    private List<HistogramDataPointSnapshot> points(Function<Series, Durations> which) {
        return telemetry.series().stream().map(series -> point(which.apply(series), Labels.of("route", series.route,
                "dialect", series.dialect, "upstream", series.upstream))).toList();
    }

    private static HistogramDataPointSnapshot point(Durations durations, Labels labels) {
        return HistogramDataPointSnapshot.builder().labels(labels).sum(durations.sumSeconds())
                .classicHistogramBuckets(ClassicHistogramBuckets.of(Durations.bounds(), durations.counts())).build();
    }

    private static HistogramSnapshot histogram(String name, String help, List<HistogramDataPointSnapshot> points) {
        HistogramSnapshot.Builder builder = HistogramSnapshot.builder().name(name).help(help).unit(Unit.SECONDS);
        points.forEach(builder::dataPoint);
        return builder.build();
    }
}
