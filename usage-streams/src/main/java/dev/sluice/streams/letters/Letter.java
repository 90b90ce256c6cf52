package dev.sluice.streams.letters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;

/// A record that was held back: the original bytes with the original headers, and why.
///
/// @param since
///            when it became a dead letter
public record Letter(Handle handle, Instant since, String key, Headers headers, byte @Nullable [] value) {

    private static final List<String> LISTED = List.of(RecordHeaders.LETTER_PLACE, RecordHeaders.LETTER_KIND,
            RecordHeaders.LETTER_REASON, RecordHeaders.LETTER_LEFT, RecordHeaders.TYPE, RecordHeaders.JOURNAL,
            RecordHeaders.PSEQ);
    private static final int LISTED_BYTES_MAX = 512;

    /// What a relay could not send carries no reason of the decider.
    private static final String REFUSED = "REFUSED";
    private static final String REFUSED_REASON = "Kafka refused it from the relay for ever: too large or invalid";

    /// As the topic has it, with its bytes.
    public static Letter of(ConsumerRecord<byte[], byte[]> message) {
        String key = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
        return new Letter(new Handle(message.partition(), message.offset()), Instant.ofEpochMilli(message.timestamp()),
                key, message.headers(), message.value());
    }

    /// What is needed to list it, in little memory: no value, and no other headers than those that say what it is.
    Letter listed() {
        Headers few = new org.apache.kafka.common.header.internals.RecordHeaders();
        for (String name : LISTED) {
            Header header = headers.lastHeader(name);
            if (header != null && header.value() != null && header.value().length <= LISTED_BYTES_MAX) {
                few.add(header);
            }
        }
        return new Letter(handle, since, key.substring(0, Math.min(key.length(), LISTED_BYTES_MAX)), few, null);
    }

    /// Its identity: where it stood in the log, else in the journal of its relay, else among the letters.
    public String place() {
        return header(RecordHeaders.LETTER_PLACE).orElseGet(() -> header(RecordHeaders.PSEQ)
                .flatMap(pseq -> header(RecordHeaders.JOURNAL).map(
                        journal -> journal + "-" + handle.partition() + "@" + pseq))
                .orElseGet(() -> Topics.DLQ_ACCOUNT_EVENTS.name() + "-" + handle));
    }

    /// How many bytes were too large for a letter and stand only at its place; empty for what is all here.
    public Optional<String> left() {
        return header(RecordHeaders.LETTER_LEFT);
    }

    public String kind() {
        return header(RecordHeaders.LETTER_KIND).orElse(REFUSED);
    }

    public String reason() {
        return header(RecordHeaders.LETTER_REASON).orElse(REFUSED_REASON);
    }

    /// Short: `UsageSettled`.
    public String type() {
        return header(RecordHeaders.TYPE).map(type -> type.substring(type.lastIndexOf('.') + 1)).orElse("no type");
    }

    /// Whose account it is; empty when its key is no user.
    public Optional<UserId> user() {
        try {
            return Optional.of(new UserId(key));
        } catch (IllegalArgumentException nobody) {
            return Optional.empty();
        }
    }

    private Optional<String> header(String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
