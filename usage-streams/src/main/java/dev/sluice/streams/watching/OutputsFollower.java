package dev.sluice.streams.watching;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import dev.sluice.contracts.topics.Topics;

/// Reads what the decider writes, of the partitions that are decided here, and goes on after a restart where it was:
/// the ledger from its first record on, `usage.rated` from the first start on. Throws `KafkaException` when Kafka is
/// away. Not thread-safe.
final class OutputsFollower implements AutoCloseable {

    /// Under this name it commits; no group is joined.
    static final String GROUP = "sluice-live-verifier";

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int RECORDS_PER_POLL_MAX = 2_000;
    /// Read at one look: what is left is read at the next.
    private static final int RECORDS_PER_LOOK_MAX = 50_000;
    private static final int ANSWER_MILLIS_MAX = 5_000;
    private static final String LEDGER = Topics.LEDGER_ENTRIES.name();
    private static final String RATED = Topics.USAGE_RATED.name();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Violations violations;
    private final InstantSource clock;
    private final Duration settling;
    private final BiFunction<Integer, String, OptionalLong> limits;
    private final Map<Integer, OutputsAudit> audits = new HashMap<>();
    private final Map<TopicPartition, Long> untilMillis = new HashMap<>();
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();

    /// @param limits
    ///            partition, user → requests per minute; empty when there is no limit to hold
    OutputsFollower(String bootstrapServers, Violations violations, InstantSource clock, Duration settling,
            BiFunction<Integer, String, OptionalLong> limits) {
        this.consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "group.id", GROUP,
                "isolation.level", "read_committed", "enable.auto.commit", false, "auto.offset.reset", "earliest",
                "max.poll.records", RECORDS_PER_POLL_MAX, "default.api.timeout.ms", ANSWER_MILLIS_MAX),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.violations = violations;
        this.clock = clock;
        this.settling = settling;
        this.limits = limits;
    }

    /// Reads on in these partitions and in no other.
    void look(Set<Integer> partitions) {
        try {
            follow(partitions);
            read();
            audits.forEach((partition, audit) -> audit.settle(until(RATED, partition), until(LEDGER, partition),
                    clock.millis()));
            commit();
        } catch (RuntimeException failure) {
            // What was read and not counted must be read again.
            audits.clear();
            consumer.assign(List.of());
            throw failure;
        }
    }

    private void follow(Set<Integer> partitions) {
        if (audits.keySet().equals(partitions)) {
            return;
        }
        Set<Integer> begun = new HashSet<>(partitions);
        begun.removeAll(audits.keySet());
        audits.keySet().retainAll(partitions);
        Set<TopicPartition> all = partitions.stream().flatMap(OutputsFollower::of).collect(Collectors.toSet());
        untilMillis.keySet().retainAll(all);
        consumer.assign(all);
        Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(
                begun.stream().flatMap(OutputsFollower::of).collect(Collectors.toSet()));
        begun.forEach(partition -> begin(partition, known));
    }

    private static Stream<TopicPartition> of(int partition) {
        return Stream.of(new TopicPartition(LEDGER, partition), new TopicPartition(RATED, partition));
    }

    private void begin(int partition, Map<TopicPartition, OffsetAndMetadata> known) {
        TopicPartition ledger = new TopicPartition(LEDGER, partition);
        TopicPartition rated = new TopicPartition(RATED, partition);
        OffsetAndMetadata posted = known.get(ledger);
        Optional<LedgerSums> sums = Optional.ofNullable(posted).flatMap(at -> LedgerSums.parse(at.metadata()));
        if (posted != null && sums.isPresent()) {
            consumer.seek(ledger, posted.offset());
        } else {
            consumer.seekToBeginning(List.of(ledger));
        }
        OffsetAndMetadata read = known.get(rated);
        if (read == null) {
            consumer.seekToEnd(List.of(rated));
        } else {
            consumer.seek(rated, read.offset());
        }
        audits.put(partition, new OutputsAudit(violations, sums.orElseGet(LedgerSums::new), clock.millis(), settling,
                user -> limits.apply(partition, user)));
    }

    private void read() {
        int read = 0;
        ConsumerRecords<byte[], byte[]> records = ConsumerRecords.empty();
        do {
            if (audits.isEmpty()) {
                return;
            }
            long before = clock.millis();
            records = consumer.poll(POLL);
            records.forEach(this::take);
            read += records.count();
            consumer.assignment().stream().filter(this::isAtEnd)
                    .forEach(partition -> untilMillis.merge(partition, before, Math::max));
        } while (!records.isEmpty() && read < RECORDS_PER_LOOK_MAX);
    }

    private boolean isAtEnd(TopicPartition partition) {
        return consumer.currentLag(partition).orElse(1) == 0;
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        OutputsAudit audit = audits.get(message.partition());
        if (audit == null) {
            return;
        }
        if (message.topic().equals(LEDGER)) {
            audit.posted(message);
        } else {
            audit.rated(message, clock.millis());
        }
        untilMillis.merge(new TopicPartition(message.topic(), message.partition()), message.timestamp(), Math::max);
    }

    private long until(String topic, int partition) {
        return untilMillis.getOrDefault(new TopicPartition(topic, partition), 0L);
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        audits.forEach((partition, audit) -> of(partition).forEach(each -> positions.put(each,
                new OffsetAndMetadata(consumer.position(each),
                        each.topic().equals(LEDGER) ? audit.sums().text() : ""))));
        if (!positions.equals(committed)) {
            consumer.commitSync(positions);
            committed = positions;
        }
    }

    /// Of all partitions that are followed here.
    List<LedgerSums> sums() {
        return audits.values().stream().map(OutputsAudit::sums).toList();
    }

    /// Records that are there and not read.
    long lag() {
        return consumer.assignment().stream().mapToLong(partition -> consumer.currentLag(partition).orElse(0)).sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
