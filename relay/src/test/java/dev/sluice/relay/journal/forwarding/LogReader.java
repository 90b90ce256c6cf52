package dev.sluice.relay.journal.forwarding;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.relay.journal.JournalSamples;

import static org.assertj.core.api.Assertions.assertThat;

/// Reads `account.events` as the decider does: repeats of a `pseq` are dropped, and none may be missing.
public final class LogReader {

    /// Events by their pseq, per partition.
    public record Log(List<TreeMap<Long, AccountEvent>> partitions) {

        public List<AccountEvent> events() {
            return partitions.stream().flatMap(each -> each.values().stream()).toList();
        }
    }

    private final String bootstrapServers;
    private final Map<TopicPartition, Long> from = new HashMap<>();

    public LogReader(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /// From now on only what comes later is read.
    public void skipToTheEnd() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            from.putAll(consumer.endOffsets(partitions(Topics.ACCOUNT_EVENTS.name())));
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, JournalSamples.PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
    }

    /// Everything of one journal, in pseq order. Fails when a repeat differs or a number is missing.
    public Log read(JournalId journal) {
        List<TreeMap<Long, AccountEvent>> found = new ArrayList<>();
        for (int p = 0; p < JournalSamples.PARTITIONS; p++) {
            found.add(new TreeMap<>());
        }
        for (ConsumerRecord<String, byte[]> each : all(Topics.ACCOUNT_EVENTS.name())) {
            if (header(each, RecordHeaders.JOURNAL).equals(journal.value())) {
                AccountEvent event = AccountEventCodec.decode(header(each, RecordHeaders.TYPE), each.value());
                AccountEvent before = found.get(each.partition())
                        .putIfAbsent(Long.valueOf(header(each, RecordHeaders.PSEQ)), event);
                assertThat(before == null || before.equals(event)).isTrue();
            }
        }
        found.forEach(each -> assertThat(each.isEmpty() || each.lastKey() == each.size() - 1).isTrue());
        return new Log(found);
    }

    public List<ConsumerRecord<String, byte[]>> all(String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            partitions.forEach(p -> consumer.seek(p, from.getOrDefault(p, 0L)));
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static String header(ConsumerRecord<String, byte[]> found, String name) {
        return new String(found.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
