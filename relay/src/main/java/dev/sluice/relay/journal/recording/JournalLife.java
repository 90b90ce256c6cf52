package dev.sluice.relay.journal.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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
import dev.sluice.relay.journal.JournalUnreadable;
import dev.sluice.relay.journal.Journals;
import dev.sluice.relay.journal.Leftover;
import dev.sluice.relay.journal.forwarding.Acknowledgements;
import dev.sluice.relay.journal.forwarding.Forwarder;
import dev.sluice.relay.journal.forwarding.ForwarderCounts;
import dev.sluice.relay.lease.Leases;

/// Opens, hands over and ends journals. What an earlier run left is forwarded to its end beside the new one;
/// its lease is renewed from the first second until Kafka has its `JournalClosed` (metering §2.3).
public final class JournalLife {

    private static final Logger log = LoggerFactory.getLogger(JournalLife.class);
    private static final Duration FINAL_FORWARDING_MAX = Duration.ofSeconds(5);

    private final Journals journals;
    private final Holdings holdings;
    private final Leases leases;
    private final Backlogs backlogs;
    private final Supplier<Producer<String, byte[]>> producers;
    private final ForwarderCounts counts;
    private final String relayId;
    private final InstantSource clock;
    private final Supplier<UUID> uuids;
    private final Map<LiveJournal, Running> running = new ConcurrentHashMap<>();
    private final List<Forwarder> recovering = new ArrayList<>();
    private volatile boolean stopped;

    private record Running(Forwarder forwarder, Thread thread) {}

    public JournalLife(Journals journals, Holdings holdings, Leases leases, Backlogs backlogs,
            Supplier<Producer<String, byte[]>> producers, ForwarderCounts counts, String relayId, InstantSource clock,
            Supplier<UUID> uuids) {
        this.journals = journals;
        this.holdings = holdings;
        this.leases = leases;
        this.backlogs = backlogs;
        this.producers = producers;
        this.counts = counts;
        this.relayId = relayId;
        this.clock = clock;
        this.uuids = uuids;
    }

    /// Adopts what is on disk and begins a new journal. Throws `IOException` that names file and cause when the
    /// disk cannot be written.
    public void start() throws IOException {
        List<Leftover> leftovers = journals.leftovers();
        leftovers.forEach(leftover -> leases.hold(leftover.id()));
        begin();
        Thread.ofPlatform().name("journal-recovery").daemon().start(() -> leftovers.forEach(this::recover));
    }

    private void begin() throws IOException {
        Journal journal = journals.create();
        LiveJournal live = new LiveJournal(journal, relayId, clock, uuids);
        leases.hold(journal.id());
        backlogs.add(journal.backlog());
        Forwarder forwarder = new Forwarder(journal, producers, relayId, live, counts);
        live.announce();
        Thread thread = Thread.ofPlatform().name("journal-forwarder").daemon().start(forwarder);
        running.put(live, new Running(forwarder, thread));
        holdings.begin(live);
        log.atInfo().addKeyValue("journal", journal.id()).log("journal begun");
    }

    private void recover(Leftover leftover) {
        try {
            leftover.close().ifPresentOrElse(this::forwardToItsEnd, () -> leases.drop(leftover.id()));
        } catch (JournalUnreadable | IOException | UncheckedIOException e) {
            log.atError().addKeyValue("journal", leftover.id()).setCause(e)
                    .log("journal of an earlier run cannot be read: it stays on disk, the reaper will close it");
            leases.drop(leftover.id());
        }
    }

    private void forwardToItsEnd(Journal journal) {
        Forwarder forwarder = new Forwarder(journal, producers, relayId, Acknowledgements.IGNORED, counts);
        backlogs.add(journal.backlog());
        synchronized (recovering) {
            recovering.add(forwarder);
        }
        forwarder.endWhenDrained();
        if (!stopped) {
            forwarder.run();
        }
        retire(journal);
    }

    private void retire(Journal journal) {
        backlogs.remove(journal.backlog());
        try {
            if (journal.drained()) {
                journal.delete();
                leases.drop(journal.id());
                log.atInfo().addKeyValue("journal", journal.id()).log("journal closed");
            } else {
                journal.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("journal " + journal.id() + " cannot be put away", e);
        }
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
                end(live, Duration.ofDays(1));
            }
        }
    }

    private void end(LiveJournal live, Duration patience) {
        holdings.finished(live);
        Running forwarding = running.remove(live);
        if (forwarding == null) {
            return;
        }
        JournalEnd.write(live.journal(), clock, uuids);
        forwarding.forwarder.endWhenDrained();
        Thread.ofPlatform().name("journal-end").daemon().start(() -> finish(live, forwarding, patience));
    }

    private void finish(LiveJournal live, Running forwarding, Duration patience) {
        try {
            forwarding.thread.join(patience);
            forwarding.forwarder.stop();
            forwarding.thread.join();
            retire(live.journal());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends all journals and gives them a few seconds to reach Kafka; what does not is adopted by the next run.
    public void stop() throws InterruptedException {
        stopped = true;
        synchronized (recovering) {
            recovering.forEach(Forwarder::stop);
        }
        for (LiveJournal live : List.copyOf(holdings.live())) {
            live.beginClosing();
            Running forwarding = running.remove(live);
            holdings.finished(live);
            if (forwarding != null) {
                JournalEnd.write(live.journal(), clock, uuids);
                forwarding.forwarder.endWhenDrained();
                finish(live, forwarding, FINAL_FORWARDING_MAX);
            }
        }
    }
}
