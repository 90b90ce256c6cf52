package dev.sluice.streams.history;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.RollUp;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.changes.Changes;
import dev.sluice.streams.running.ByUser;

/// The history on one page: rated records into rows and roll-ups, ledger transactions into lines.
public final class HistoryTopology {

    private static final Serde<RollUp> ROLL_UP = Serdes.serdeFrom(
            (topic, rollUp) -> SluiceJson.mapper().writeValueAsBytes(rollUp),
            (topic, json) -> SluiceJson.mapper().readValue(json, RollUp.class));

    private HistoryTopology() {}

    public static Topology build(StreamsConfig config, Progress progress, Changes changes) {
        // The builder must see the config: only then are unnamed stores and topics refused.
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
        builder.stream(Topics.USAGE_RATED.name(), consumed("rated"))
                .process(RecordKeeper.supplier(progress, changes), Named.as("keep-records"))
                .to((key, rollUp, context) -> topic(rollUp), Produced.with(Serdes.String(), ROLL_UP)
                        .withStreamPartitioner(new ByUser<>()).withName("rollups-out"));
        builder.stream(Topics.LEDGER_ENTRIES.name(), consumed("ledger"))
                .process(TransactionKeeper.supplier(progress), Named.as("keep-transactions"));
        return builder.build();
    }

    private static Consumed<String, byte[]> consumed(String name) {
        return Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(name);
    }

    private static String topic(RollUp rollUp) {
        return switch (rollUp.step()) {
            case MINUTE -> Topics.ROLLUPS_MINUTE.name();
            case QUARTER -> Topics.ROLLUPS_QUARTER.name();
            case DAY -> Topics.ROLLUPS_DAY.name();
        };
    }
}
