package dev.sluice.streams.running;

import java.util.Optional;
import java.util.Set;

import org.apache.kafka.streams.processor.StreamPartitioner;

import dev.sluice.contracts.topics.Partitions;

/// Sends `userId/anything` to the partition of the user, so that everything about a user lies beside its
/// events.
public final class ByUser<V> implements StreamPartitioner<String, V> {

    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, V value, int partitions) {
        int slash = key.indexOf('/');
        return Optional.of(Set.of(Partitions.of(slash < 0 ? key : key.substring(0, slash), partitions)));
    }
}
