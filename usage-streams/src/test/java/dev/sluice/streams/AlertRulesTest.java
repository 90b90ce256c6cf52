package dev.sluice.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/// The rules for Prometheus ask for meters that exist, and each says what to do about it.
class AlertRulesTest {

    private static final Path RULES = Path.of("../deploy/prometheus/usage-streams.yml");
    private static final Path PAGE = Path.of("../docs/reference/streams-metrics.md");
    private static final Pattern METER = Pattern.compile("streams_\\w+");

    @Test
    void askForMetersOfThePage() throws IOException {
        Set<String> documented = meters(Files.readString(PAGE));

        for (Map<String, Object> rule : rules()) {
            Set<String> asked = meters(String.valueOf(rule.get("expr")));
            assertThat(asked).as("%s", rule).isNotEmpty();
            assertThat(documented).as("%s", rule).containsAll(asked);
        }
    }

    @Test
    void sayWhatIsTheMatterAndHowGraveItIs() throws IOException {
        assertThat(rules()).hasSizeGreaterThan(5).allSatisfy(rule -> {
            assertThat(rule.get("alert")).asString().startsWith("Sluice");
            assertThat(rule.get("annotations")).asString().contains("summary=");
            assertThat(rule.get("labels")).asString().matches("\\{severity=(page|ticket)}");
        });
    }

    private static Set<String> meters(String text) {
        return METER.matcher(text).results().map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Map<String, Object>> rules() throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(Files.readString(RULES));
        return file.getOrDefault("groups", List.of()).stream().flatMap(group -> group.getOrDefault("rules", List.of())
                .stream()).toList();
    }
}
