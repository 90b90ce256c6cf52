package dev.sluice.contracts.topics;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.utils.Utils;

/// Which partition a key belongs to: murmur2 as Kafka's own default, written down because relay, decider
/// and materialiser must agree on it for ever.
public final class Partitions {

    private Partitions() {}

    public static int of(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
