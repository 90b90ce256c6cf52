package dev.sluice.relay.telemetry.tracing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where spans go, as the standard variables `OTEL_…` name it.
///
/// @param properties
///            all of these variables, under the names that the SDK has for them
record Collector(Map<String, String> properties) {

    private static final String PREFIX = "OTEL_";
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private static final String TRACES_PROTOCOL = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";
    private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
    private static final String DISABLED = "OTEL_SDK_DISABLED";
    private static final String HTTP_PROTOBUF = "http/protobuf";
    private static final String OTLP = "otlp";
    private static final String NONE = "none";
    /// Of a text on a span, in characters, unless a variable says otherwise.
    private static final String TEXT_MAX = "256";

    /// Empty where no endpoint is named, or tracing is switched off. Throws `IllegalStateException` that names a
    /// variable whose value is not served here.
    static Optional<Collector> in(Map<String, String> environment) {
        boolean named = !value(environment, ENDPOINT, "").isEmpty()
                || !value(environment, TRACES_ENDPOINT, "").isEmpty();
        boolean disabled = value(environment, DISABLED, "false").equalsIgnoreCase("true");
        if (!named || disabled || value(environment, EXPORTER, OTLP).equals(NONE)) {
            return Optional.empty();
        }
        requireServed(environment, EXPORTER, OTLP);
        requireServed(environment, PROTOCOL, HTTP_PROTOBUF);
        requireServed(environment, TRACES_PROTOCOL, HTTP_PROTOBUF);
        return Optional.of(new Collector(properties(environment)));
    }

    private static void requireServed(Map<String, String> environment, String name, String served) {
        String given = value(environment, name, served);
        if (!given.equals(served)) {
            throw new IllegalStateException(name + ": " + given + " (expected: " + served + ")");
        }
    }

    private static Map<String, String> properties(Map<String, String> environment) {
        Map<String, String> properties = new HashMap<>();
        properties.put("otel.attribute.value.length.limit", TEXT_MAX);
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !value.isBlank()) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value.strip());
            }
        });
        properties.put("otel.traces.exporter", OTLP);
        properties.put("otel.exporter.otlp.protocol", HTTP_PROTOBUF);
        // Metrics and logs have their own ways out of the relay.
        properties.put("otel.metrics.exporter", NONE);
        properties.put("otel.logs.exporter", NONE);
        return Map.copyOf(properties);
    }

    private static String value(Map<String, String> environment, String name, String otherwise) {
        String value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }
}
