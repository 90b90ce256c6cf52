package dev.sluice.streams.explaining;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.letters.Letter;
import dev.sluice.streams.letters.LetterBox;
import dev.sluice.streams.reading.LogOffsets;
import dev.sluice.streams.reading.PartitionReader;

/// The whole life of one request, told from the topics alone: its events, what was decided, rated and posted, and
/// the views that took it out of Redis as far as compaction has left them.
///
/// @param addsUp
///            whether the lines of each charge lead to it
public record RequestStory(List<String> pages, boolean addsUp) {

    /// The clock of the relay that made the id may be ahead of the broker's.
    private static final Duration BEFORE_ID = Duration.ofMinutes(15);
    private static final int VERSION_WITH_TIME = 7;

    /// Reads it; empty when no topic knows the request. Throws `KafkaException` when Kafka is away.
    public static Optional<RequestStory> read(String kafka, RequestId request) {
        try (LogOffsets offsets = new LogOffsets(kafka)) {
            Search search = new Search(kafka, offsets, request);
            int partitions = offsets.partitions(Topics.ACCOUNT_EVENTS.name());
            for (int partition = 0; partition < partitions; partition++) {
                List<Chapter> chapters = search.in(Topics.ACCOUNT_EVENTS, partition, search::event);
                chapters.addAll(search.in(Topics.DLQ_ACCOUNT_EVENTS, partition, search::letter));
                if (!chapters.isEmpty()) {
                    return Optional.of(told(search, partition, chapters));
                }
            }
            return Optional.empty();
        }
    }

    private static RequestStory told(Search search, int partition, List<Chapter> chapters) {
        chapters.addAll(search.in(Topics.USAGE_RATED, partition, search::rated));
        chapters.addAll(search.in(Topics.LEDGER_ENTRIES, partition, search::posted));
        chapters.addAll(search.in(Topics.ACCOUNT_VIEW, partition, search::view));
        chapters.addAll(search.in(Topics.USAGE_ALERTS, partition, search::alert));
        // What is of the same moment stays in the order of cause and effect.
        chapters.sort(Comparator.comparing(Chapter::at));
        return new RequestStory(chapters.stream().map(Chapter::page).toList(), search.addsUp);
    }

    /// Looks through partitions from the time in the request's id on. Not thread-safe.
    private static final class Search {

        private final String kafka;
        private final LogOffsets offsets;
        private final RequestId request;
        /// Of letters that were found: what came of them names no request.
        private final Set<String> letters = new HashSet<>();
        private boolean addsUp = true;

        Search(String kafka, LogOffsets offsets, RequestId request) {
            this.kafka = kafka;
            this.offsets = offsets;
            this.request = request;
        }

        List<Chapter> in(TopicSpec topic, int partition,
                BiFunction<ConsumerRecord<byte[], byte[]>, byte[], Optional<Chapter>> read) {
            TopicPartition of = new TopicPartition(topic.name(), partition);
            List<Chapter> chapters = new ArrayList<>();
            long end = offsets.ends(List.of(of)).getOrDefault(of, 0L);
            try (PartitionReader reader = PartitionReader.from(kafka, of, bornMillis(), end)) {
                reader.forEach(message -> {
                    byte[] value = message.value();
                    if (value != null && isAbout(new String(value, StandardCharsets.UTF_8))) {
                        read.apply(message, value).ifPresent(chapters::add);
                    }
                });
            }
            return chapters;
        }

        private boolean isAbout(String text) {
            return text.contains(request.value()) || letters.stream().anyMatch(text::contains);
        }

        private long bornMillis() {
            UUID id = UUID.fromString(request.value().substring(RequestId.PREFIX.length()));
            return id.version() == VERSION_WITH_TIME
                    ? Math.max(0, (id.getMostSignificantBits() >>> 16) - BEFORE_ID.toMillis())
                    : 0;
        }

        Optional<Chapter> event(ConsumerRecord<byte[], byte[]> message, byte[] value) {
            Header type = message.headers().lastHeader(RecordHeaders.TYPE);
            try {
                AccountEvent event = AccountEventCodec.decode(
                        type == null ? "" : new String(type.value(), StandardCharsets.UTF_8), value);
                return Optional.of(Chapter.of(message, event.getClass().getSimpleName(), EventLines.of(event)));
            } catch (RuntimeException unreadable) {
                return Optional.of(Chapter.of(message, "unreadable", List.of("went to the dead letters")));
            }
        }

        Optional<Chapter> letter(ConsumerRecord<byte[], byte[]> message, byte[] value) {
            return LetterBox.verdict(message).map(word -> Chapter.of(message, word.verdict().name().toLowerCase(
                    Locale.ROOT), List.of("by " + word.by() + (word.detail().isEmpty() ? "" : ": " + word.detail()))))
                    .or(() -> {
                        Letter letter = Letter.of(message);
                        letters.add('"' + letter.place() + '"');
                        return Optional.of(Chapter.of(message, "held back", List.of("letter " + letter.handle() + ", "
                                + letter.kind().toLowerCase(Locale.ROOT) + ": " + letter.reason())));
                    });
        }

        Optional<Chapter> rated(ConsumerRecord<byte[], byte[]> message, byte[] value) {
            RatedUsage rated = SluiceJson.mapper().readValue(value, RatedUsage.class);
            addsUp &= ChargeSum.of(rated).addsUp();
            return Optional.of(Chapter.of(message, "rated", OutputLines.of(rated)));
        }

        Optional<Chapter> posted(ConsumerRecord<byte[], byte[]> message, byte[] value) {
            return Optional.of(Chapter.of(message, "posted",
                    OutputLines.of(SluiceJson.mapper().readValue(value, LedgerTransaction.class))));
        }

        Optional<Chapter> view(ConsumerRecord<byte[], byte[]> message, byte[] value) {
            AccountView view = SluiceJson.mapper().readValue(value, AccountView.class);
            return Optional.of(Chapter.of(message, "view", OutputLines.of(view, request)));
        }

        Optional<Chapter> alert(ConsumerRecord<byte[], byte[]> message, byte[] value) {
            UsageAlert alert = SluiceJson.mapper().readValue(value, UsageAlert.class);
            return Optional.of(Chapter.of(message, "alert", List.of(alert.kind() + ": " + alert.detail())));
        }
    }
}
