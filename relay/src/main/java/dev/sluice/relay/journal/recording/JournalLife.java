package dev.sluice.relay.journal.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.JournalEnd;
import dev.sluice.relay.journal.Journals;
import dev.sluice.relay.journal.folder.JournalFolderUnusable;
import dev.sluice.relay.journal.forwarding.Acknowledgements;
import dev.sluice.relay.journal.forwarding.Forwarder;
import dev.sluice.relay.journal.forwarding.ForwarderCounts;
import dev.sluice.relay.journal.forwarding.Pace;
import dev.sluice.relay.redis.Leases;

/// Opens, hands over and ends journals. What an earlier run left is forwarded to its end beside the new one;
/// its lease is renewed from the first second until Kafka has its `JournalClosed` (metering §2.3).
public final class JournalLife {

    private static final Logger log = LoggerFactory.getLogger(JournalLife.class);
    /// How long a stopping relay waits for Kafka to take the rest of a journal.
    static final Duration FINAL_FORWARDING_MAX = Duration.ofSeconds(5);
    private static final Duration FORWARDER_END_MAX = Duration.ofSeconds(2);
    private static final Duration HANDED_OVER_MAX = Duration.ofDays(1);

    private final Journals journals;
    private final Holdings holdings;
    private final Leases leases;
    private final Backlogs backlogs;
    private final Supplier<Producer<String, byte[]>> producers;
    private final ForwarderCounts counts;
    private final String relayId;
    private final Pace pace;
    private final InstantSource clock;
    private final Supplier<UUID> uuids;
    private final Map<LiveJournal, Running> running = new ConcurrentHashMap<>();
    private final Recovery recovery;

    private record Running(Forwarder forwarder, Thread thread) {}

    public JournalLife(Journals journals, Holdings holdings, Leases leases, Backlogs backlogs,
            Supplier<Producer<String, byte[]>> producers, ForwarderCounts counts, String relayId, Pace pace,
            InstantSource clock,
            Supplier<UUID> uuids) {
        this.journals = journals;
        this.holdings = holdings;
        this.leases = leases;
        this.backlogs = backlogs;
        this.producers = producers;
        this.counts = counts;
        this.relayId = relayId;
        this.pace = pace;
        this.clock = clock;
        this.uuids = uuids;
        this.recovery = new Recovery(leases, backlogs,
                journal -> new Forwarder(journal, producers, relayId, Pace.GATHERING,
                        Acknowledgements.IGNORED, counts));
    }

    /// Takes the folder, adopts what is on disk and begins a new journal. Throws `JournalFolderUnusable` when the
    /// folder is not this relay's to write, and when there is no room for a journal.
    public void start() {
        journals.hold();
        try {
            recovery.adopt(journals.leftovers());
            begin();
        } catch (IOException e) {
            release();
            throw JournalFolderUnusable.noJournal(e);
        }
        Thread.ofPlatform().name("journal-recovery").daemon().start(recovery);
    }

    private void release() {
        try {
            journals.release();
        } catch (IOException e) {
            log.atWarn().setCause(e).log("the journal folder is not released before this process ends");
        }
    }

    private void begin() throws IOException {
        Journal journal = journals.create();
        LiveJournal live = new LiveJournal(journal, relayId, clock, uuids);
        leases.hold(journal.id());
        backlogs.add(journal.backlog());
        Forwarder forwarder = new Forwarder(journal, producers, relayId, pace, live, counts);
        live.announce();
        Thread thread = Thread.ofPlatform().name("journal-forwarder").daemon().start(forwarder);
        running.put(live, new Running(forwarder, thread));
        holdings.begin(live);
        log.atInfo().addKeyValue("journal", journal.id()).log("journal begun");
    }

    /// Whether Kafka knows the present journal in every partition.
    public boolean announced() {
        LiveJournal current = holdings.current();
        return current != null && current.announced();
    }

    /// Ends the present journal and begins another: the lease had lapsed.
    void handOver() throws IOException {
        LiveJournal old = holdings.current();
        begin();
        leases.startedAnew();
        if (old != null) {
            log.atWarn().addKeyValue("journal", old.id()).log("lease lapsed: journal is closed, a new one has begun");
            old.beginClosing();
        }
    }

    /// Ends journals that were handed over and whose last request is over.
    void endHandedOver() {
        for (LiveJournal live : holdings.live()) {
            if (live.closing() && live.open() == 0) {
                end(live, HANDED_OVER_MAX);
            }
        }
    }

    private void end(LiveJournal live, Duration patience) {
        JournalEnd.write(live.journal(), clock, uuids);
        holdings.finished(live);
        Running forwarding = running.remove(live);
        if (forwarding != null) {
            forwarding.forwarder.endWhenDrained();
            Thread.ofPlatform().name("journal-end").daemon().start(() -> finish(live, forwarding, patience));
        }
    }

    private void finish(LiveJournal live, Running forwarding, Duration patience) {
        try {
            forwarding.thread.join(patience);
            forwarding.forwarder.stop();
            if (forwarding.thread.join(FORWARDER_END_MAX)) {
                Recovery.retire(live.journal(), leases, backlogs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends all journals and gives each a few seconds to reach Kafka; what does not is adopted by the next run.
    public void stop() {
        recovery.stop();
        for (LiveJournal live : List.copyOf(holdings.live())) {
            live.beginClosing();
            Running forwarding = running.remove(live);
            holdings.finished(live);
            if (forwarding != null) {
                writeEnd(live);
                forwarding.forwarder.endWhenDrained();
                finish(live, forwarding, FINAL_FORWARDING_MAX);
            }
        }
        release();
    }

    private void writeEnd(LiveJournal live) {
        try {
            JournalEnd.write(live.journal(), clock, uuids);
        } catch (UncheckedIOException e) {
            log.atWarn().addKeyValue("journal", live.id()).addKeyValue("failure", e.getMessage())
                    .log("journal cannot be ended now: the next run of the relay does");
        }
    }
}
