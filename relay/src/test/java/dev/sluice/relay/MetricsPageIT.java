package dev.sluice.relay;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.sluice.relay.telemetry.Telemetry;

import static org.assertj.core.api.Assertions.assertThat;

/// `docs/reference/metrics.md` has a row for each meter of the relay, with its type and its labels, and
/// no other.
class MetricsPageIT {

    private static final Path PAGE = Path.of("../docs/reference/metrics.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(relay_\\w+)` \\| (\\w+) \\| [^|]*\\| ([^|]*)\\|");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (relay_\\w+) (\\w+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    @TempDir
    Path folder;

    /// @param labels
    ///            without `le`, which every histogram has
    private record Meter(String type, Set<String> labels) {}

    @Test
    void listsExactlyTheMetersOfTheRelay() throws Exception {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RelayApplication.class)
                .properties("spring.config.name=relay").run("--server.port=0", "--sluice.relay-port=0",
                        "--sluice.kafka=127.0.0.1:1", "--sluice.redis=127.0.0.1:1", "--sluice.drain=0s",
                        "--sluice.data=" + folder)) {
            get(context.getBean(DataPlane.class).port(), "/api/hello");
            get(context.getBean(DataPlane.class).port(), "/nowhere");
            context.getBean(Telemetry.class).gap("/v1/messages", 1);

            assertThat(exported(context.getBean(PrometheusMeterRegistry.class).scrape()))
                    .containsExactlyInAnyOrderEntriesOf(documented());
        }
    }

    private static Map<String, Meter> documented() throws IOException {
        Map<String, Meter> meters = new TreeMap<>();
        for (Matcher row = ROW.matcher(Files.readString(PAGE)); row.find();) {
            Set<String> labels = new TreeSet<>(Arrays.asList(row.group(3).strip().split(", ")));
            labels.remove("");
            meters.put(row.group(1), new Meter(row.group(2), labels));
        }
        return meters;
    }

    private static Map<String, Meter> exported(String scraped) {
        Map<String, Meter> meters = new TreeMap<>();
        for (Matcher type = TYPE.matcher(scraped); type.find();) {
            String name = type.group(1);
            Set<String> labels = new TreeSet<>();
            scraped.lines().filter(line -> line.startsWith(name + "{") || line.startsWith(name + "_bucket{"))
                    .forEach(line -> LABEL.matcher(line).results().forEach(label -> labels.add(label.group(1))));
            labels.remove("le");
            meters.put(name, new Meter(type.group(2), labels));
        }
        return meters;
    }

    private static void get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var _ = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }
}
