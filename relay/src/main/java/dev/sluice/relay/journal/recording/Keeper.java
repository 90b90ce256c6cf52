package dev.sluice.relay.journal.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.relay.redis.Leases;
import dev.sluice.relay.redis.RedisLink;

/// The relay's pulse: marks every second while requests are open and every five otherwise, leases every five,
/// journals handed over when a lease lapsed, prepaid streams cut when it is about to.
public final class Keeper {

    private static final Logger log = LoggerFactory.getLogger(Keeper.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int BEATS_IDLE = 5;

    private final JournalLife life;
    private final Holdings holdings;
    private final Leases leases;
    private final RedisLink link;
    private final Runnable cutPrepaid;
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("relay-keeper").daemon().factory());
    private long beats;

    /// `cutPrepaid` ends the streams of everyone who pays in advance.
    public Keeper(JournalLife life, Holdings holdings, Leases leases, RedisLink link, Runnable cutPrepaid) {
        this.life = life;
        this.holdings = holdings;
        this.leases = leases;
        this.link = link;
        this.cutPrepaid = cutPrepaid;
    }

    public void start() {
        var _ = pulse.scheduleAtFixedRate(() -> guarded(this::beat), 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Renews the leases now: a connection was made.
    public void connected() {
        leases.renew();
        link.time().thenAccept(holdings::told);
    }

    /// An account of the partition waits behind a gate: marks it as soon as Redis has told its time.
    public void gateWaits(int partition) {
        timeThen(() -> holdings.live().forEach(journal -> journal.mark(partition)));
    }

    private void beat() {
        boolean everywhere = beats++ % BEATS_IDLE == 0;
        if (everywhere) {
            leases.renew();
        }
        if (everywhere || holdings.live().stream().anyMatch(journal -> journal.open() > 0)) {
            timeThen(() -> holdings.live().forEach(journal -> journal.mark(everywhere)));
        }
        if (leases.lapsed()) {
            handOver();
        }
        life.endHandedOver();
        if (leases.began() && !leases.trusted()) {
            cutPrepaid.run();
        }
        holdings.live().forEach(LiveJournal::beat);
        holdings.live().forEach(journal -> journal.journal().retrySpare());
    }

    /// The new journal has its lease at once: nobody is to find it without one.
    private void handOver() {
        try {
            life.handOver();
        } catch (IOException e) {
            throw new UncheckedIOException("a new journal cannot be made", e);
        }
        leases.renew();
    }

    private void timeThen(Runnable marks) {
        link.time().whenComplete((millis, failure) -> {
            if (failure == null) {
                holdings.told(millis);
            }
            if (!pulse.isShutdown()) {
                pulse.execute(() -> guarded(marks));
            }
        });
    }

    /// One failed beat must not be the last.
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("a beat of the relay failed");
        }
    }

    public void stop() {
        pulse.shutdownNow();
    }
}
