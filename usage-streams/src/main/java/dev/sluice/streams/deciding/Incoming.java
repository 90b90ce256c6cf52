package dev.sluice.streams.deciding;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.streams.accounts.Appended;
import dev.sluice.streams.accounts.Poison;
import dev.sluice.streams.accounts.Replay;

/// One record of `account.events` as it came: bytes and headers, decoded here and nowhere before, so that one
/// that cannot be decoded still counts in its journal.
///
/// @param user
///            whose its key is; null when it is no user's, and when the account of that user is in another
///            partition: nothing of it may be written here, or there would be two
record Incoming(String key, byte @Nullable [] value, Headers headers, String place, Instant appendedAt,
        @Nullable UserId user, @Nullable JournalId journal, long pseq, @Nullable Replay replay) {

    static Incoming of(Record<byte[], byte[]> message, RecordMetadata metadata, int partitions) {
        return of(message.key(), message.value(), message.headers(), message.timestamp(),
                new Place(metadata.topic(), metadata.partition(), metadata.offset(), partitions));
    }

    static Incoming of(ConsumerRecord<byte[], byte[]> message, int partitions) {
        return of(message.key(), message.value(), message.headers(), message.timestamp(),
                new Place(message.topic(), message.partition(), message.offset(), partitions));
    }

    /// @param partitions
    ///            of the topic
    private record Place(String topic, int partition, long offset, int partitions) {

        boolean isOf(UserId user) {
            return Partitions.of(user.value(), partitions) == partition;
        }

        @Override
        public String toString() {
            return topic + "-" + partition + "@" + offset;
        }
    }

    private static Incoming of(byte @Nullable [] keyBytes, byte @Nullable [] value, Headers headers, long timestamp,
            Place place) {
        String key = keyBytes == null ? "" : new String(keyBytes, StandardCharsets.UTF_8);
        long appendedAt = read(headers, RecordHeaders.APPENDED_AT, Long::parseLong).orElse(timestamp);
        JournalId journal = read(headers, RecordHeaders.JOURNAL, JournalId::new).orElse(null);
        Replay replay = replay(headers);
        // The number of a letter counted when it came first.
        long pseq = replay != null
                ? Appended.NO_PSEQ
                : read(headers, RecordHeaders.PSEQ, Long::parseLong).orElse(Appended.NO_PSEQ);
        UserId user = parsed(key, UserId::new).filter(place::isOf).orElse(null);
        return new Incoming(key, value, headers, place.toString(), Instant.ofEpochMilli(appendedAt), user, journal,
                pseq, replay);
    }

    private static @Nullable Replay replay(Headers headers) {
        String by = read(headers, RecordHeaders.REPLAY_BY, text -> text).orElse("");
        return read(headers, RecordHeaders.REPLAY_OF, text -> text).map(letter -> new Replay(letter, by)).orElse(null);
    }

    /// Throws an unchecked exception that says what is wrong, for anything that is not an event of its own key.
    Appended decoded() {
        if (value == null) {
            throw new IllegalArgumentException("value: none (expected: an event)");
        }
        String type = read(headers, RecordHeaders.TYPE, text -> text)
                .orElseThrow(() -> new IllegalArgumentException("header " + RecordHeaders.TYPE + ": none"));
        AccountEvent event = AccountEventCodec.decode(type, value);
        if (event instanceof AccountEvent.OfUser ofUser && !ofUser.userId().equals(user)) {
            throw new IllegalArgumentException(ofUser.userId().value().equals(key)
                    ? "partition: not that of the account (expected: the one its key leads to)"
                    : "key: not the user of the event (expected: its user id)");
        }
        if (replay != null && !(event instanceof AccountEvent.OfUser)) {
            throw new IllegalArgumentException("replay: of an event of a journal (expected: of an account)");
        }
        return new Appended(event, appendedAt, journal, pseq, place, replay);
    }

    Poison poison(String detail) {
        return new Poison(user, journal, pseq, appendedAt, place, detail, replay);
    }

    private static <T> Optional<T> read(Headers headers, String name, Function<String, T> parse) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : parsed(new String(header.value(), StandardCharsets.UTF_8), parse);
    }

    private static <T> Optional<T> parsed(String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
