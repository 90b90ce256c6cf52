package dev.sluice.streams.letters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.topics.RecordHeaders;

/// A record that was held back: the original bytes with the original headers, and why.
///
/// @param since
///            when it became a dead letter
public record Letter(Handle handle, Instant since, String key, Headers headers, byte @Nullable [] value) {

    /// What a relay could not send carries no reason of the decider.
    private static final String REFUSED = "REFUSED";
    private static final String REFUSED_REASON = "Kafka refused it from the relay for ever: too large or invalid";

    static Letter of(ConsumerRecord<byte[], byte[]> message) {
        String key = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
        return new Letter(new Handle(message.partition(), message.offset()), Instant.ofEpochMilli(message.timestamp()),
                key, message.headers(), message.value());
    }

    /// Its identity: where it stood in the log, else where it stood in the journal of its relay.
    public String place() {
        return header(RecordHeaders.LETTER_PLACE).orElseGet(() -> header(RecordHeaders.JOURNAL).orElse("") + "-"
                + handle.partition() + "@" + header(RecordHeaders.PSEQ).orElse(""));
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
