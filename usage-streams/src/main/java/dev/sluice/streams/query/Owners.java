package dev.sluice.streams.query;

import java.net.URI;
import java.util.Optional;

import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.streams.running.StreamsPart;

/// Finds the instance that owns the rows of a user.
public final class Owners {

    private final StreamsPart part;
    private final HostInfo here;
    private final int partitions;

    public Owners(StreamsPart part, String advertised, int partitions) {
        this.part = part;
        this.here = HostInfo.buildFromEndpoint(advertised);
        this.partitions = partitions;
    }

    /// Where the rows of a user are.
    sealed interface Owner {
        /// In this process.
        record Here(KafkaStreams streams, int partition) implements Owner {

            /// Throws `InvalidStateStoreException` while the rows are being restored.
            <K> ReadOnlyKeyValueStore<K, byte[]> store(String name) {
                return streams.store(StoreQueryParameters
                        .fromNameAndType(name, QueryableStoreTypes.<K, byte[]>keyValueStore())
                        .withPartition(partition));
            }
        }

        /// In another one.
        record There(URI base) implements Owner {}

        /// Nowhere yet: they are being restored or moved.
        record Nowhere() implements Owner {}
    }

    int partition(UserId user) {
        return Partitions.of(user.value(), partitions);
    }

    Owner of(UserId user, String store) {
        Optional<KafkaStreams> streams = part.streams();
        if (streams.isEmpty()) {
            return new Owner.Nowhere();
        }
        try {
            KeyQueryMetadata metadata = streams.get().queryMetadataForKey(store, user.value(), new StringSerializer());
            return owner(streams.get(), metadata);
        } catch (InvalidStateStoreException | IllegalStateException notYet) {
            return new Owner.Nowhere();
        }
    }

    private Owner owner(KafkaStreams streams, KeyQueryMetadata metadata) {
        if (metadata.equals(KeyQueryMetadata.NOT_AVAILABLE) || metadata.activeHost().equals(HostInfo.unavailable())) {
            return new Owner.Nowhere();
        }
        HostInfo active = metadata.activeHost();
        return active.equals(here)
                ? new Owner.Here(streams, metadata.partition())
                : new Owner.There(URI.create("http://" + active.host() + ":" + active.port()));
    }
}
