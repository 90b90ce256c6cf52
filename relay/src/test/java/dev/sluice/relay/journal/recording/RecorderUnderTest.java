package dev.sluice.relay.journal.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.relay.exchange.Recorder.Answer;
import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.JournalReader;
import dev.sluice.relay.journal.JournalSamples;
import dev.sluice.relay.journal.segment.JournalRecord;

/// A recorder over a real journal, with neither Kafka nor Redis: the test says what was acknowledged.
final class RecorderUnderTest implements AutoCloseable {

    static final JournalBounds ROOMY = new JournalBounds(1L << 30, Duration.ofHours(1), NanoUsd.parse("1000"));
    private static final long REDIS_GENERATION = 1;

    final JournalSamples samples = new JournalSamples();
    final GroupCommit groupCommit = new GroupCommit();
    final Holdings holdings = new Holdings(JournalSamples.PARTITIONS);
    final Journal journal;
    final LiveJournal live;
    final JournalRecorder recorder;
    final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final JournalReader reader;

    RecorderUnderTest(Path folder, JournalBounds bounds, Durability durability, InstantSource clock)
            throws IOException {
        Backlogs backlogs = new Backlogs();
        this.journal = JournalSamples.journals(folder, clock).create();
        this.live = new LiveJournal(journal, "relay-1", clock, UUID::randomUUID);
        this.recorder = new JournalRecorder(holdings, backlogs, bounds, durability, groupCommit,
                () -> REDIS_GENERATION, clock, UUID::randomUUID);
        backlogs.add(journal.backlog());
        holdings.begin(live);
        reader = journal.reader();
    }

    /// An admission of the request is sent to Redis.
    Holding ask(RequestId request) {
        Holding holding = holdings.open(request, samples.user, samples.key);
        if (holding == null) {
            throw new IllegalStateException("no journal (expected: one from the start on)");
        }
        holding.sending(0, REDIS_GENERATION);
        return holding;
    }

    /// Reserves a new request, as an admission that Redis granted does.
    RequestId reserve() {
        RequestId request = JournalSamples.request();
        ask(request);
        append(samples.reserved(request));
        return request;
    }

    void append(UsageEvent event) {
        recorder.append(event, Runnable::run, answers::add);
    }

    Answer lastAnswer() {
        return answers.getLast();
    }

    /// Kafka has everything.
    void acknowledgeAll() {
        for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
            journal.acknowledged(record.next(), record.bytes(), record.nanoUsd(), record.atMillis());
            live.acknowledged(record.partition(), record.pseq());
            live.acknowledgedUpTo(record.next());
        }
    }

    /// Everything that was appended and not acknowledged.
    List<AccountEvent> events() {
        List<AccountEvent> all = new ArrayList<>();
        JournalReader fromTheCursor = journal.reader();
        for (JournalRecord record = fromTheCursor.next(); record != null; record = fromTheCursor.next()) {
            all.add(AccountEventCodec.decode(record.type(), record.json()));
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
