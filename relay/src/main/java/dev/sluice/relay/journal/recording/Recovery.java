package dev.sluice.relay.journal.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.Leftover;
import dev.sluice.relay.journal.forwarding.Forwarder;
import dev.sluice.relay.journal.segment.JournalUnreadable;
import dev.sluice.relay.redis.Leases;

/// Brings the journals of earlier runs to Kafka, one after the other, while the new one serves. Their leases
/// are renewed until Kafka has their `JournalClosed`.
final class Recovery implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final Deque<Leftover> waiting = new ArrayDeque<>();
    private final Leases leases;
    private final Backlogs backlogs;
    private final Function<Journal, Forwarder> forwarders;
    private volatile @Nullable Forwarder forwarding;
    private volatile boolean stopped;

    Recovery(Leases leases, Backlogs backlogs, Function<Journal, Forwarder> forwarders) {
        this.leases = leases;
        this.backlogs = backlogs;
        this.forwarders = forwarders;
    }

    /// Holds the leases from now on; the work begins with `run`.
    void adopt(Collection<Leftover> leftovers) {
        leftovers.forEach(leftover -> leases.hold(leftover.id()));
        waiting.addAll(leftovers);
    }

    @Override
    public void run() {
        while (!stopped && !waiting.isEmpty()) {
            Leftover next = waiting.remove();
            if (!ended(next)) {
                waiting.add(next);
                LockSupport.parkNanos(this, AGAIN_AFTER.toNanos());
            }
        }
    }

    /// False when the disk refused for now: another journal may make room meanwhile.
    private boolean ended(Leftover leftover) {
        try {
            leftover.close().ifPresentOrElse(this::forwardToItsEnd, () -> leases.drop(leftover.id()));
            return true;
        } catch (JournalUnreadable e) {
            log.atError().addKeyValue("journal", leftover.id()).setCause(e)
                    .log("journal of an earlier run cannot be read: it stays on disk, the reaper will close it");
            leases.drop(leftover.id());
            return true;
        } catch (IOException | UncheckedIOException e) {
            log.atWarn().addKeyValue("journal", leftover.id()).addKeyValue("failure", e.getMessage())
                    .log("journal of an earlier run cannot be ended now: its lease is kept, trying again");
            return false;
        }
    }

    private void forwardToItsEnd(Journal journal) {
        Forwarder forwarder = forwarders.apply(journal);
        backlogs.add(journal.backlog());
        forwarder.endWhenDrained();
        forwarding = forwarder;
        if (!stopped) {
            forwarder.run();
        }
        retire(journal, leases, backlogs);
    }

    /// What Kafka has is deleted; the rest is closed for the next run.
    static void retire(Journal journal, Leases leases, Backlogs backlogs) {
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

    /// Ends soon; what did not reach Kafka is adopted by the next run.
    void stop() {
        stopped = true;
        Forwarder running = forwarding;
        if (running != null) {
            running.stop();
        }
    }
}
