package dev.sluice.relay.telemetry.tracing;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What the standard variables make of tracing.
class CollectorTest {

    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    @Test
    void thereIsNoneUntilAnEndpointIsNamed() {
        assertThat(Collector.in(Map.of())).isEmpty();
        assertThat(Collector.in(Map.of("OTEL_SERVICE_NAME", "relay", ENDPOINT, " "))).isEmpty();
        assertThat(Collector.in(Map.of(ENDPOINT, "http://c:4318"))).isPresent();
        assertThat(Collector.in(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://c:4318/v1/traces"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"OTEL_SDK_DISABLED, true", "OTEL_SDK_DISABLED, TRUE", "OTEL_TRACES_EXPORTER, none"})
    void aVariableSwitchesItOff(String name, String value) {
        assertThat(Collector.in(Map.of(ENDPOINT, "http://c:4318", name, value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"OTEL_EXPORTER_OTLP_PROTOCOL, grpc, http/protobuf",
            "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, http/json, http/protobuf", "OTEL_TRACES_EXPORTER, zipkin, otlp"})
    void whatIsNotServedIsRefused(String name, String value, String expected) {
        assertThatThrownBy(() -> Collector.in(Map.of(ENDPOINT, "http://c:4318", name, value)))
                .hasMessage(name + ": " + value + " (expected: " + expected + ")");
    }

    @Test
    void nothingButTracesIsExported() {
        Collector collector = Collector.in(Map.of(ENDPOINT, "http://c:4318", "OTEL_METRICS_EXPORTER", "otlp",
                "OTEL_TRACES_SAMPLER_ARG", "0.1", "HOME", "/")).orElseThrow();

        assertThat(collector.properties()).containsEntry("otel.metrics.exporter", "none")
                .containsEntry("otel.logs.exporter", "none").containsEntry("otel.traces.sampler.arg", "0.1")
                .containsEntry("otel.exporter.otlp.endpoint", "http://c:4318").doesNotContainKey("home");
    }

    @Test
    void aValueThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> Tracing.of(Map.of(ENDPOINT, "collector:4318"), "relay-1", "http", new SpanFlow()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("collector:4318")
                .hasMessageContaining("(expected: ");
    }
}
