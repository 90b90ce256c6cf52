package dev.sluice.api.identitylog;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

import dev.sluice.api.identity.IdentityDecider;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

/// One source, one processor, one store, one sink per topic. The single partition of the commands makes it
/// one task: all of identity in one order.
final class IdentityTopology {

    static final String STORE = "identity-rows";

    private static final List<TopicSpec> SINKS = List.of(Topics.IDENTITY_EVENTS, Topics.IDENTITY_USERS,
            Topics.IDENTITY_KEYS, Topics.IDENTITY_EMAILS, Topics.IDENTITY_SESSIONS, Topics.IDENTITY_SIGN_INS,
            Topics.IDENTITY_RESULTS, Topics.IDENTITY_PII_KEYS, Topics.ACCOUNT_EVENTS,
            Topics.AUDIT);

    private IdentityTopology() {}

    /// `last` is where the commands end that were read together ([ReadTogether]).
    static Topology of(IdentityDecider decider, AtomicLong last) {
        var store = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(),
                Serdes.ByteArray());
        Topology topology = new Topology();
        topology.addSource("commands", new StringDeserializer(), new ByteArrayDeserializer(),
                Topics.IDENTITY_COMMANDS.name());
        topology.addProcessor("identity", IdentityProcessor.supplier(decider, store, last), "commands");
        SINKS.forEach(topic -> topology.addSink(topic.name(), topic.name(), new StringSerializer(),
                new ByteArraySerializer(), "identity"));
        return topology;
    }
}
