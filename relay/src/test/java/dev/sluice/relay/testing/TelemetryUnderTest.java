package dev.sluice.relay.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.telemetry.AccessLog;
import dev.sluice.relay.telemetry.HistogramExport;
import dev.sluice.relay.telemetry.Telemetry;
import dev.sluice.relay.telemetry.tracing.Tracing;

/// Telemetry as the application wires it, with an access log in memory.
public final class TelemetryUnderTest {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final AccessLog log = AccessLog.to(lines, InstantSource.system());
    private final Telemetry telemetry;

    /// Without spans where `tracing` is null.
    public TelemetryUnderTest(@Nullable Tracing tracing) {
        telemetry = new Telemetry(meters, log, tracing);
        meters.getPrometheusRegistry().register(new HistogramExport(telemetry));
    }

    public Telemetry telemetry() {
        return telemetry;
    }

    /// What Prometheus gets.
    public String scrape() {
        return meters.scrape();
    }

    /// The lines of the access log so far.
    public List<String> accessLog() {
        return lines.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
