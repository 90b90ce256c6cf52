package dev.sluice.streams.deciding;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.contracts.json.InstantText;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.AccountSnapshot;
import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.accounts.Decision;
import dev.sluice.streams.accounts.Held;
import dev.sluice.streams.snapshots.SnapshotWriter;

import static dev.sluice.contracts.topics.RecordHeaders.ID;
import static dev.sluice.contracts.topics.RecordHeaders.SOURCE;
import static dev.sluice.contracts.topics.RecordHeaders.SPEC_VERSION;
import static dev.sluice.contracts.topics.RecordHeaders.TIME;
import static dev.sluice.contracts.topics.RecordHeaders.TYPE;

/// Writes what was decided to its topics: JSON values, CloudEvents headers (architecture D11). The time is
/// that of the record decided on, so that a replay writes the same bytes.
final class Outputs implements SnapshotWriter.Sink {

    private static final byte[] VERSION = bytes("1.0");
    private static final byte[] SOURCE_NAME = bytes("usage-streams");
    private static final String TYPE_PREFIX = "dev.sluice.usage.";
    private static final byte[] RATED = type(RatedUsage.class);
    private static final byte[] POSTED = type(LedgerTransaction.class);
    private static final byte[] VIEW = type(AccountView.class);

    private final ProcessorContext<String, Outgoing> context;
    private final DeciderMeters meters;

    Outputs(ProcessorContext<String, Outgoing> context, DeciderMeters meters) {
        this.context = context;
        this.meters = meters;
    }

    /// Views go before watermarks: a watermark vouches for the views ahead of it.
    void write(Decision decision, Incoming incoming) {
        byte[] at = bytes(InstantText.of(incoming.appendedAt()));
        for (RatedUsage rated : decision.rated()) {
            String id = rated.requestId() + "/" + rated.sequence();
            event(Topics.USAGE_RATED, rated.userId().value(), id, RATED, OutputJson.of(rated), at);
        }
        for (LedgerTransaction transaction : decision.transactions()) {
            event(Topics.LEDGER_ENTRIES, transaction.userId().value(), transaction.transactionId(), POSTED,
                    OutputJson.of(transaction), at);
        }
        for (AccountView view : decision.views()) {
            event(Topics.ACCOUNT_VIEW, view.topicKey(), view.userId() + "/" + view.version(), VIEW,
                    OutputJson.of(view), at);
        }
        for (Watermark watermark : decision.watermarks()) {
            event(Topics.ACCOUNT_VIEW, watermark.markKey(), watermark.journal() + "/" + watermark.millis(), watermark,
                    at);
        }
        for (UsageAlert alert : decision.alerts()) {
            event(Topics.USAGE_ALERTS, alert.userId().value(), alert.alertId(), alert, at);
        }
        writeLetters(decision, incoming);
        meters.decided(decision);
    }

    /// The journal has been closed for so long that nobody asks for its watermark any more.
    void forget(JournalId journal) {
        forward(Topics.ACCOUNT_VIEW, Watermark.MARK_KEY_PREFIX + journal, null, new RecordHeaders());
    }

    @Override
    public void chunk(String key, byte @Nullable [] rows) {
        forward(Topics.ACCOUNT_SNAPSHOT, key, rows, new RecordHeaders());
    }

    /// The time is that of the log at which the rows were so.
    @Override
    public void manifest(AccountSnapshot snapshot) {
        String key = AccountSnapshot.key(snapshot.partition());
        event(Topics.ACCOUNT_SNAPSHOT, key, key + "@" + snapshot.offset(), snapshot,
                bytes(InstantText.of(snapshot.until())));
    }

    private void writeLetters(Decision decision, Incoming incoming) {
        for (Held held : decision.held()) {
            LetterForm letter = LetterForm.of(incoming, held);
            forward(Topics.DLQ_ACCOUNT_EVENTS, letter.key(), letter.value(), letter.headers());
            meters.deadLetter();
        }
        for (DeadLetterSettled settled : decision.settled()) {
            event(Topics.DLQ_ACCOUNT_EVENTS, incoming.key(), settled.place() + "/" + incoming.place(), settled,
                    bytes(InstantText.of(incoming.appendedAt())));
        }
    }

    private void event(TopicSpec topic, String key, String id, Object event, byte[] at) {
        event(topic, key, id, type(event.getClass()), SluiceJson.mapper().writeValueAsBytes(event), at);
    }

    private void event(TopicSpec topic, String key, String id, byte[] type, byte[] value, byte[] at) {
        Headers headers = new RecordHeaders();
        headers.add(SPEC_VERSION, VERSION);
        headers.add(TYPE, type);
        headers.add(ID, bytes(id));
        headers.add(SOURCE, SOURCE_NAME);
        headers.add(TIME, at);
        forward(topic, key, value, headers);
    }

    private void forward(TopicSpec topic, String key, byte @Nullable [] value, Headers headers) {
        Outgoing outgoing = new Outgoing(topic, context.taskId().partition(), value);
        context.forward(new Record<>(key, outgoing, context.currentSystemTimeMs(), headers));
    }

    private static byte[] type(Class<?> event) {
        return bytes(TYPE_PREFIX + event.getSimpleName());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
