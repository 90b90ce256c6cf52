package dev.sluice.streams.letters;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.reading.LogOffsets;
import dev.sluice.streams.reading.PartitionReader;

/// The dead letters there are, and what came of them. Only those that are asked for are kept with their bytes. Not
/// thread-safe.
public final class LetterBox {

    /// Open letters that are kept in memory, oldest of each partition first; when they are settled there is room for
    /// more.
    public static final int LETTERS_MAX = 10_000;
    static final String SETTLED_TYPE = "dev.sluice.usage.DeadLetterSettled";

    private final Set<Handle> wanted;
    private final Map<Handle, Letter> found = new HashMap<>();
    private final Map<String, Letter> open = new LinkedHashMap<>();
    private final Map<String, DeadLetterSettled> settled = new HashMap<>();
    private boolean full;

    private LetterBox(Set<Handle> wanted) {
        this.wanted = wanted;
    }

    /// Reads the topic to its end; `wanted` are found with their bytes. Throws `KafkaException` when Kafka is away.
    public static LetterBox read(String kafka, Collection<Handle> wanted) {
        LetterBox box = new LetterBox(Set.copyOf(wanted));
        try (LogOffsets offsets = new LogOffsets(kafka)) {
            String topic = Topics.DLQ_ACCOUNT_EVENTS.name();
            for (int partition = 0; partition < offsets.partitions(topic); partition++) {
                TopicPartition of = new TopicPartition(topic, partition);
                long end = offsets.ends(List.of(of)).getOrDefault(of, 0L);
                if (end > 0) {
                    try (PartitionReader reader = PartitionReader.fromStart(kafka, of, end)) {
                        reader.forEach(box::take);
                    }
                }
            }
        }
        return box;
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        Optional<DeadLetterSettled> verdict = verdict(message);
        if (verdict.isPresent()) {
            verdict.filter(DeadLetterSettled::settles).ifPresent(this::settle);
            return;
        }
        Letter letter = Letter.of(message);
        if (wanted.contains(letter.handle())) {
            found.put(letter.handle(), letter);
        }
        Letter listed = letter.listed();
        if (open.size() >= LETTERS_MAX) {
            full = true;
        } else if (!settled.containsKey(listed.place())) {
            open.putIfAbsent(listed.place(), listed);
        }
    }

    private void settle(DeadLetterSettled word) {
        settled.putIfAbsent(word.place(), word);
        open.remove(word.place());
    }

    /// What came of a verdict, when the record says that; a letter carries a place of its own.
    public static Optional<DeadLetterSettled> verdict(ConsumerRecord<byte[], byte[]> message) {
        Header type = message.headers().lastHeader(RecordHeaders.TYPE);
        boolean verdict = type != null && SETTLED_TYPE.equals(new String(type.value(), StandardCharsets.UTF_8))
                && message.headers().lastHeader(RecordHeaders.LETTER_PLACE) == null;
        return verdict
                ? Optional.of(SluiceJson.mapper().readValue(message.value(), DeadLetterSettled.class))
                : Optional.empty();
    }

    /// By partition, oldest first, without their bytes; a letter stays open until it is replayed or dismissed.
    public List<Letter> open() {
        return List.copyOf(open.values());
    }

    /// Whether there were so many that some were passed over, open or not.
    public boolean isFull() {
        return full;
    }

    /// One of those that were wanted.
    public Optional<Letter> find(Handle handle) {
        return Optional.ofNullable(found.get(handle));
    }

    /// What came of it; empty while it is open.
    public Optional<DeadLetterSettled> outcome(Letter letter) {
        return Optional.ofNullable(settled.get(letter.place()));
    }
}
