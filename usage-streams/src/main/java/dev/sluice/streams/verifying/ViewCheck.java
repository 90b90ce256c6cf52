package dev.sluice.streams.verifying;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.ObjLongConsumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;

import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.streams.reading.PartitionReader;

/// Compares the newest view of each row, and the newest mark of each journal, with those the log gives.
final class ViewCheck {

    private final NewestCheck<String> newest;
    private final Since since;
    private final Findings findings;

    ViewCheck(Since since, Findings findings) {
        this.since = since;
        this.findings = findings;
        this.newest = new NewestCheck<>(Subject.VIEW, findings, (_, _) -> false);
    }

    /// Reads the topic; `each` is told every view and its offset.
    void read(PartitionReader topic, ObjLongConsumer<AccountView> each) {
        topic.forEach(message -> {
            String key = new String(message.key(), StandardCharsets.UTF_8);
            if (message.value() == null) {
                newest.gone(key);
            } else {
                read(key, message, each);
            }
        });
    }

    private void read(String key, ConsumerRecord<byte[], byte[]> message, ObjLongConsumer<AccountView> each) {
        try {
            if (key.startsWith(Watermark.MARK_KEY_PREFIX)) {
                Watermark mark = SluiceJson.mapper().readValue(message.value(), Watermark.class);
                if (!since.isAfter(mark)) {
                    newest.found(key, mark.millis(), () -> fields(mark));
                }
            } else {
                AccountView view = SluiceJson.mapper().readValue(message.value(), AccountView.class);
                if (since.isAfter(view)) {
                    newest.gone(key);
                } else {
                    newest.found(key, view.version(), () -> Fields.of(view));
                }
                each.accept(view, message.offset());
            }
        } catch (JacksonException | IllegalArgumentException unreadable) {
            findings.differs(Subject.VIEW, message.topic() + "-" + message.partition() + "@" + message.offset()
                    + " cannot be read: " + unreadable.getMessage());
        }
    }

    void given(AccountView view, boolean due) {
        String key = view.topicKey();
        newest.given(key, view.version(), () -> Fields.of(view));
        if (due) {
            newest.due(key, view.version());
        }
    }

    void given(Watermark mark, boolean due) {
        newest.given(mark.markKey(), mark.millis(), () -> fields(mark));
        if (mark.closed()) {
            // The decider takes the mark of a journal away that was closed long ago.
            newest.dispensable(mark.markKey());
        } else if (due) {
            newest.due(mark.markKey(), mark.millis());
        }
    }

    /// A journal may be closed twice, at different times: that it is closed is all that counts.
    private static Fields fields(Watermark mark) {
        return new Fields(Map.of("reservedBefore", mark.closed() ? "closed" : mark.reservedBefore().toString()));
    }

    void end() {
        newest.end();
    }
}
