package dev.sluice.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/// `docs/reference/api-metrics.md` has a row for each meter of api, with its type and its labels, and no other; the
/// rules for Prometheus ask for no others either.
class MetricsPageIT {

    private static final Path PAGE = Path.of("../docs/reference/api-metrics.md");
    private static final Path RULES = Path.of("../deploy/prometheus/api.yml");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(api_\\w+)` \\| (\\w+) \\| [^|]*\\| ([^|]*)\\|");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (api_\\w+) (\\w+)$");
    private static final Pattern METER = Pattern.compile("api_\\w+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private record Meter(String type, Set<String> labels) {}

    @Test
    void listsExactlyTheMetersOfApi() throws IOException {
        String scraped = RunningApi.shared().client().get("/actuator/prometheus").expect(200).response().body();

        assertThat(exported(scraped)).isNotEmpty().containsExactlyInAnyOrderEntriesOf(documented());
    }

    @Test
    void rulesAskForMetersOfThePageAndSayHowGraveItIs() throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(Files.readString(RULES));
        List<Map<String, Object>> rules = file.getOrDefault("groups", List.of()).stream()
                .flatMap(group -> group.getOrDefault("rules", List.of()).stream()).toList();

        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            Set<String> asked = METER.matcher(String.valueOf(rule.get("expr"))).results().map(found -> found.group())
                    .collect(Collectors.toSet());
            assertThat(asked).isNotEmpty().isSubsetOf(documented().keySet());
            assertThat(rule.get("annotations")).asString().contains("summary=");
            assertThat(rule.get("labels")).asString().matches("\\{severity=(page|ticket)}");
        });
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
            scraped.lines().filter(line -> line.startsWith(name + "{"))
                    .forEach(line -> LABEL.matcher(line).results().forEach(label -> labels.add(label.group(1))));
            meters.put(name, new Meter(type.group(2), labels));
        }
        return meters;
    }
}
