package dev.sluice.streams.snapshots;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.AccountSnapshot;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.reading.LogOffsets;
import dev.sluice.streams.reading.PartitionReader;

/// The last whole snapshot of one partition, with all of its rows in memory.
///
/// @param rows
///            row key → bytes, of any version that was ever released
public record Snapshot(AccountSnapshot manifest, Map<String, byte[]> rows) {

    /// Empty where none was written. Throws `DamagedSnapshot` when what is there is not what was written, and
    /// `KafkaException` when Kafka is away.
    public static Optional<Snapshot> read(String kafka, LogOffsets offsets, int partition) {
        TopicPartition topic = new TopicPartition(Topics.ACCOUNT_SNAPSHOT.name(), partition);
        long end = offsets.ends(List.of(topic)).getOrDefault(topic, 0L);
        AtomicReference<@Nullable AccountSnapshot> manifest = new AtomicReference<>();
        Map<String, byte[]> chunks = new HashMap<>();
        try (PartitionReader reader = PartitionReader.fromStart(kafka, topic, end)) {
            reader.forEach(message -> {
                String key = new String(message.key(), StandardCharsets.UTF_8);
                byte[] value = message.value();
                if (value == null) {
                    chunks.remove(key);
                } else if (key.equals(AccountSnapshot.key(partition))) {
                    manifest.set(SluiceJson.mapper().readValue(value, AccountSnapshot.class));
                } else {
                    chunks.put(key, value);
                }
            });
        }
        return Optional.ofNullable(manifest.get()).map(found -> of(found, chunks));
    }

    /// Puts together the chunks of its slot, each under its key. Throws `DamagedSnapshot`.
    public static Snapshot of(AccountSnapshot manifest, Map<String, byte[]> chunks) {
        Map<String, byte[]> rows = new HashMap<>();
        StateHash hash = new StateHash();
        for (int i = 0; i < manifest.chunks(); i++) {
            byte[] chunk = chunks.get(AccountSnapshot.chunkKey(manifest.partition(), manifest.slot(), i));
            if (chunk == null) {
                throw new DamagedSnapshot(manifest, "chunk " + i + " is missing");
            }
            Chunk.read(chunk, (key, row) -> {
                hash.add(key, row);
                rows.put(key, row);
            });
        }
        if (rows.size() != manifest.rows() || !hash.text().equals(manifest.hash())) {
            throw new DamagedSnapshot(manifest, rows.size() + " rows of the hash " + hash.text());
        }
        return new Snapshot(manifest, rows);
    }
}
