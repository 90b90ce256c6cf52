package dev.sluice.streams;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.topics.Deployment;
import dev.sluice.streams.changes.Changes;
import dev.sluice.streams.deciding.DeciderMeters;
import dev.sluice.streams.deciding.DecidingTopology;
import dev.sluice.streams.deciding.PriceBookReplica;
import dev.sluice.streams.history.HistoryTopology;
import dev.sluice.streams.history.Progress;
import dev.sluice.streams.running.StreamsSettings;

import static org.assertj.core.api.Assertions.assertThat;

/// The topologies as text. A difference means that names of stores and changelogs, or partitions of tasks,
/// change: rows of a running installation have to be carried over.
class TopologyDescriptionTest {

    private static final StreamsSettings SETTINGS = new StreamsSettings("golden", "none:1", new Deployment(4, 1),
            Path.of("state"), "here:1", 1, 0, Duration.ofMillis(50));

    @Test
    void theDeciderIsWhatItWas() throws IOException {
        StreamsConfig config = SETTINGS.exactlyOnce();
        String described = DecidingTopology.build(config, new PriceBookReplica("none:1"),
                new DeciderMeters(new SimpleMeterRegistry()), 1).describe().toString();

        assertThat(named(described)).isEqualToNormalizingNewlines(golden("decider-topology.txt"));
    }

    @Test
    void theHistoryIsWhatItWas() throws IOException {
        StreamsConfig config = SETTINGS.atLeastOnce();
        String described = HistoryTopology.build(config, new Progress(), new Changes(new Random(1))).describe()
                .toString();

        assertThat(named(described)).isEqualToNormalizingNewlines(golden("history-topology.txt"));
    }

    /// The class of a topic extractor has another name in every JVM.
    private static String named(String described) {
        return described.replaceAll("extractor class: [^)]+", "by its topic");
    }

    private static String golden(String name) throws IOException {
        try (var file = TopologyDescriptionTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
