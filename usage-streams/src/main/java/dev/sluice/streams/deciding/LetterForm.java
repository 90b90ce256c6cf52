package dev.sluice.streams.deciding;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.streams.accounts.Held;

import static dev.sluice.contracts.topics.RecordHeaders.ID;
import static dev.sluice.contracts.topics.RecordHeaders.LETTER_KIND;
import static dev.sluice.contracts.topics.RecordHeaders.LETTER_LEFT;
import static dev.sluice.contracts.topics.RecordHeaders.LETTER_PLACE;
import static dev.sluice.contracts.topics.RecordHeaders.LETTER_REASON;
import static dev.sluice.contracts.topics.RecordHeaders.REPLAY_BY;
import static dev.sluice.contracts.topics.RecordHeaders.REPLAY_OF;
import static dev.sluice.contracts.topics.RecordHeaders.TYPE;

/// How a record that is held back looks among the dead letters: the original bytes with the original headers, and
/// why. What is too large for that is left where it stands, or a record that Kafka has taken once, and that it does
/// not take a second time with a few bytes more, would stop its whole partition.
record LetterForm(String key, byte @Nullable [] value, Headers headers) {

    /// The topic takes 1 MiB with everything around it; what compression made of the record is not counted on.
    static final int BYTES_MAX = 960 * 1024;
    private static final int KEY_LENGTH_MAX = 64;
    private static final int TYPE_LENGTH_MAX = 128;
    private static final int BYTES_AROUND_A_HEADER = 10;

    /// What an earlier letter of the same bytes said.
    private static final List<String> OWN_HEADERS = List.of(LETTER_PLACE, LETTER_KIND, LETTER_REASON, LETTER_LEFT,
            REPLAY_OF, REPLAY_BY);

    static LetterForm of(Incoming incoming, Held held) {
        Headers headers = new RecordHeaders(incoming.headers().toArray());
        OWN_HEADERS.forEach(headers::remove);
        AccountEvent event = held.event();
        byte[] value = incoming.value();
        if (event != null) {
            headers.remove(TYPE).remove(ID);
            add(headers, TYPE, AccountEventCodec.type(event));
            add(headers, ID, event.eventId());
            value = AccountEventCodec.encode(event);
        }
        LetterForm whole = new LetterForm(incoming.key(), value, headers);
        LetterForm form = whole.bytes() > BYTES_MAX ? whole.left() : whole;
        add(form.headers, LETTER_PLACE, incoming.place());
        add(form.headers, LETTER_KIND, held.kind().name());
        add(form.headers, LETTER_REASON, held.reason());
        return form;
    }

    private long bytes() {
        long bytes = key.getBytes(StandardCharsets.UTF_8).length + (value == null ? 0L : value.length);
        for (Header header : headers) {
            bytes += header.key().length() + BYTES_AROUND_A_HEADER
                    + (header.value() == null ? 0L : header.value().length);
        }
        return bytes;
    }

    /// Without what may be large.
    private LetterForm left() {
        Headers few = new RecordHeaders();
        Header type = headers.lastHeader(TYPE);
        if (type != null && type.value() != null && type.value().length <= TYPE_LENGTH_MAX) {
            few.add(type);
        }
        add(few, LETTER_LEFT, Long.toString(bytes()));
        return new LetterForm(key.substring(0, Math.min(key.length(), KEY_LENGTH_MAX)), null, few);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
