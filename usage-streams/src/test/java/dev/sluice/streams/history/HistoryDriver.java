package dev.sluice.streams.history;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.Random;

import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.RollUp;
import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.changes.Changes;
import dev.sluice.streams.rollups.RollUpReader;
import dev.sluice.streams.rollups.RollUpWriter;
import dev.sluice.streams.running.StreamsSettings;

/// The history without a broker: real topology, real stores, one partition.
public final class HistoryDriver implements AutoCloseable {

    private final Progress progress = new Progress();
    private final Changes changes = new Changes(new Random(1));
    private final TopologyTestDriver driver;
    /// A task does with the first record that is piped.
    private boolean knowsTheTime;

    public HistoryDriver(Path state) {
        StreamsConfig config = config(state);
        Properties properties = new Properties();
        properties.putAll(config.originals());
        driver = new TopologyTestDriver(HistoryTopology.build(config, progress, changes), properties);
    }

    static StreamsConfig config(Path state) {
        return new StreamsSettings("history-test", "none:1", new Deployment(1, 1), state, "localhost:1", 1, 0,
                Duration.ofMillis(500)).atLeastOnce();
    }

    public void rated(RatedUsage record, Instant appendedAt) {
        pipe(Topics.USAGE_RATED, record.userId().value(), SluiceJson.mapper().writeValueAsBytes(record), appendedAt);
    }

    /// Adds to the roll-ups alone: piping commits, and flushes the stores, after each record.
    public void rollUp(RatedUsage record, long offset) {
        if (!knowsTheTime) {
            pipe(Topics.USAGE_RATED, record.userId().value(), new byte[]{'{'}, record.settledAt());
            knowsTheTime = true;
        }
        new RollUpWriter(store(RollUpWriter.STORE)).add(record, null, offset, record.settledAt());
    }

    void ledger(LedgerTransaction transaction, Instant appendedAt) {
        pipe(Topics.LEDGER_ENTRIES, transaction.userId().value(),
                SluiceJson.mapper().writeValueAsBytes(transaction), appendedAt);
    }

    void pipe(TopicSpec topic, String key, byte[] value, Instant appendedAt) {
        TestInputTopic<String, byte[]> input = driver.createInputTopic(topic.name(), new StringSerializer(),
                new ByteArraySerializer());
        input.pipeInput(key, value, appendedAt);
    }

    TestOutputTopic<String, RollUp> rollUps(TopicSpec topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(),
                (name, json) -> SluiceJson.mapper().readValue(json, RollUp.class));
    }

    KeyValueStore<Bytes, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    public HistoryReader records() {
        return new HistoryReader(store(HistoryStores.RECORDS));
    }

    HistoryReader transactions() {
        return new HistoryReader(store(HistoryStores.TRANSACTIONS));
    }

    public RollUpReader rollUps() {
        return new RollUpReader(store(RollUpWriter.STORE));
    }

    Progress progress() {
        return progress;
    }

    Changes changes() {
        return changes;
    }

    @Override
    public void close() {
        driver.close();
    }
}
