package dev.sluice.streams.reading;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads one partition up to an end. Throws `KafkaException` when Kafka is away or the reading stands still:
/// a transaction that stays open hides what lies behind it. Not thread-safe.
public final class PartitionReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int STANDSTILL_POLLS_MAX = 300;
    private static final int FETCH_BYTES_MAX = 4 * 1024 * 1024;
    private static final int RECORDS_PER_POLL_MAX = 5_000;
    private static final int ANSWER_MILLIS_MAX = 15_000;

    private final TopicPartition partition;
    private final long end;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private Iterator<ConsumerRecord<byte[], byte[]>> fetched = Collections.emptyIterator();
    private int emptyPolls;

    private PartitionReader(TopicPartition partition, long end, KafkaConsumer<byte[], byte[]> consumer) {
        this.partition = partition;
        this.end = end;
        this.consumer = consumer;
    }

    /// From the first record there is.
    ///
    /// @param end
    ///            offset of the first record that is not read; as a writer sees it, aborted records included
    public static PartitionReader fromStart(String bootstrapServers, TopicPartition partition, long end) {
        PartitionReader reader = new PartitionReader(partition, end, consumer(bootstrapServers));
        reader.consumer.assign(List.of(partition));
        reader.consumer.seekToBeginning(List.of(partition));
        return reader;
    }

    /// From an offset on, which must be there.
    public static PartitionReader fromOffset(String bootstrapServers, TopicPartition partition, long offset,
            long end) {
        PartitionReader reader = new PartitionReader(partition, end, consumer(bootstrapServers));
        reader.consumer.assign(List.of(partition));
        reader.consumer.seek(partition, offset);
        return reader;
    }

    /// From the first record that was appended at or after `millis`.
    public static PartitionReader from(String bootstrapServers, TopicPartition partition, long millis, long end) {
        PartitionReader reader = new PartitionReader(partition, end, consumer(bootstrapServers));
        reader.consumer.assign(List.of(partition));
        var found = reader.consumer.offsetsForTimes(Map.of(partition, millis)).get(partition);
        reader.consumer.seek(partition, found == null ? end : found.offset());
        return reader;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed",
                "enable.auto.commit", false, "auto.offset.reset", "earliest", "max.partition.fetch.bytes",
                FETCH_BYTES_MAX, "max.poll.records", RECORDS_PER_POLL_MAX, "default.api.timeout.ms",
                ANSWER_MILLIS_MAX), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /// The next record; empty at the end.
    public Optional<ConsumerRecord<byte[], byte[]>> next() {
        while (!fetched.hasNext()) {
            if (consumer.position(partition) >= end) {
                return Optional.empty();
            }
            fetched = consumer.poll(POLL).iterator();
            emptyPolls = fetched.hasNext() ? 0 : emptyPolls + 1;
            if (emptyPolls > STANDSTILL_POLLS_MAX) {
                throw new KafkaException(partition + " stands still at " + consumer.position(partition)
                        + " (expected: committed records up to " + end + ")");
            }
        }
        ConsumerRecord<byte[], byte[]> record = fetched.next();
        return record.offset() < end ? Optional.of(record) : Optional.empty();
    }

    /// Everything that is left.
    public void forEach(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        for (var record = next(); record.isPresent(); record = next()) {
            each.accept(record.get());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
