package dev.sluice.streams.letters;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.reading.LogOffsets;
import dev.sluice.streams.reading.PartitionReader;

/// All dead letters there are, and what came of them. Not thread-safe.
public final class LetterBox {

    /// Letters that are kept in memory; older ones come first, and when they are settled there is room for more.
    public static final int LETTERS_MAX = 10_000;
    static final String SETTLED_TYPE = "dev.sluice.usage.DeadLetterSettled";

    private final List<Letter> letters = new ArrayList<>();
    private final Map<String, DeadLetterSettled> settled = new HashMap<>();
    private long more;

    private LetterBox() {}

    /// Reads the topic to its end. Throws `KafkaException` when Kafka is away.
    public static LetterBox read(String kafka) {
        LetterBox box = new LetterBox();
        try (LogOffsets offsets = new LogOffsets(kafka)) {
            String topic = Topics.DLQ_ACCOUNT_EVENTS.name();
            for (int partition = 0; partition < offsets.partitions(topic); partition++) {
                TopicPartition of = new TopicPartition(topic, partition);
                long end = offsets.ends(List.of(of)).getOrDefault(of, 0L);
                try (PartitionReader reader = PartitionReader.fromStart(kafka, of, end)) {
                    reader.forEach(box::take);
                }
            }
        }
        return box;
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        Optional<DeadLetterSettled> verdict = verdict(message);
        verdict.filter(DeadLetterSettled::settles).ifPresent(word -> settled.putIfAbsent(word.place(), word));
        if (verdict.isPresent()) {
            return;
        }
        if (letters.size() >= LETTERS_MAX) {
            letters.removeIf(letter -> settled.containsKey(letter.place()));
        }
        if (letters.size() < LETTERS_MAX) {
            letters.add(Letter.of(message));
        } else {
            more++;
        }
    }

    /// What came of a verdict, when the record says that; a letter carries a place of its own.
    static Optional<DeadLetterSettled> verdict(ConsumerRecord<byte[], byte[]> message) {
        Header type = message.headers().lastHeader(RecordHeaders.TYPE);
        boolean verdict = type != null && SETTLED_TYPE.equals(new String(type.value(), StandardCharsets.UTF_8))
                && message.headers().lastHeader(RecordHeaders.LETTER_PLACE) == null;
        return verdict
                ? Optional.of(SluiceJson.mapper().readValue(message.value(), DeadLetterSettled.class))
                : Optional.empty();
    }

    /// By partition, oldest first; a letter stays open until it is replayed or dismissed.
    public List<Letter> open() {
        return letters.stream().filter(letter -> outcome(letter).isEmpty()).toList();
    }

    /// Letters beyond `LETTERS_MAX` that are not looked at.
    public long more() {
        return more;
    }

    public Optional<Letter> find(Handle handle) {
        return letters.stream().filter(letter -> letter.handle().equals(handle)).findFirst();
    }

    /// What came of it; empty while it is open.
    public Optional<DeadLetterSettled> outcome(Letter letter) {
        return Optional.ofNullable(settled.get(letter.place()));
    }
}
