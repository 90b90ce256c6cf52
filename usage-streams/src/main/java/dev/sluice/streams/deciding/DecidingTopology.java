package dev.sluice.streams.deciding;

import java.util.Optional;
import java.util.Set;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.accounts.AccountDecider;

/// The decider on one page: every event of an account in, everything it leads to out, in one transaction.
public final class DecidingTopology {

    /// The rows of accounts; its name is the name of a changelog topic and stays for ever.
    public static final String STORE = "accounts";

    /// World of the rows: grows when a release cannot read the rows of the one before and starts from the log.
    static final int EPOCH = 1;

    private static final Serde<Outgoing> OUTGOING = Serdes.serdeFrom((topic, outgoing) -> outgoing.value(),
            (topic, bytes) -> {
                throw new UnsupportedOperationException("outputs are not read here");
            });

    private DecidingTopology() {}

    /// @param partitions
    ///            of the log: a record in another one than its key leads to is nobody's
    public static Topology build(StreamsConfig config, PriceBookReplica prices, DeciderMeters meters,
            int partitions) {
        // The builder must see the config: only then are unnamed stores and topics refused.
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
        builder.stream(Topics.ACCOUNT_EVENTS.name(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("account-events"))
                .process(Deciding.supplier(new AccountDecider(EPOCH), prices, meters, partitions), Named.as("decide"))
                .to((key, outgoing, context) -> outgoing.topic().name(), Produced.with(Serdes.String(), OUTGOING)
                        .withStreamPartitioner((topic, key, outgoing, _) -> Optional
                                .of(Set.of(outgoing.partition())))
                        .withName("outputs"));
        return builder.build();
    }
}
