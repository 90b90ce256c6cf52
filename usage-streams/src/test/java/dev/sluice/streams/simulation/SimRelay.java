package dev.sluice.streams.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.account.UsageAbandoned;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.journal.ReservedBefore;
import dev.sluice.contracts.journal.Watermarks;

/// A relay's life: its journals, marks and leases, what it knows of watermarks and of the Redis server,
/// its deaths.
final class SimRelay {

    private static final double LEASE_AGE_MAX = 20;
    private static final double LEASE_LAPSED = 28;
    private static final double RENEWAL_SECONDS = 5;
    private static final int IDLE_MARKS = 5;
    private static final double AWAY_SECONDS = 55;
    /// A lease that Redis lost is absent at once.
    private static final double AWAY_AFTER_LOSS_SECONDS = 25;

    private final World world;
    private final Timeline timeline;
    private final Relays relays;
    private final RelayCalls calls;
    private final List<SimJournal> old = new ArrayList<>();
    private final WatermarkReader reader;
    private final ReservedBefore[] floors = new ReservedBefore[Names.USERS];
    private final int[] seenServer = new int[Names.USERS];
    private final double clockSkew;
    final int id;
    private SimJournal journal;
    private boolean up = true;
    private boolean gone;
    private int generation;
    private int ticks;
    private double leaseAt;
    private double hereAt;
    private double kafkaOutUntil;
    private boolean readsOut;
    private double redisCutUntil;

    SimRelay(int id, World world, Relays relays) {
        this.id = id;
        this.world = world;
        this.timeline = world.timeline();
        this.relays = relays;
        this.clockSkew = timeline.between(-2.0, 2.0);
        this.calls = new RelayCalls(world, this);
        this.reader = new WatermarkReader(world, () -> up, this::canRead, this::isGone);
        hearOfServer();
        this.journal = newJournal();
        leaseAt = timeline.now();
        hereAt = timeline.now();
        timeline.in(timeline.between(0.1, 1), this::marks);
        timeline.in(timeline.between(0.0, RENEWAL_SECONDS), this::renew);
        reader.wake();
    }

    private void hearOfServer() {
        for (int partition = 0; partition < Names.USERS; partition++) {
            floors[partition] = new ReservedBefore(world.redis().millis());
            seenServer[partition] = 0;
        }
    }

    private SimJournal newJournal() {
        SimJournal fresh = new SimJournal(world.names().journal(), this);
        world.redis().renew(fresh.id);
        if (!world.scenario().has(Mutant.JOURNAL_NOT_ANNOUNCED)) {
            for (int partition = 0; partition < Names.USERS; partition++) {
                fresh.append(partition, mark(fresh, partition), -1);
            }
        }
        relays.opened(fresh);
        return fresh;
    }

    SimJournal journal() {
        return journal;
    }

    List<SimJournal> journals() {
        List<SimJournal> all = new ArrayList<>(old);
        all.add(journal);
        return all;
    }

    RelayCalls calls() {
        return calls;
    }

    ReservedBefore floor(int partition) {
        return floors[partition];
    }

    Watermarks watermarks(int partition) {
        return reader.watermarks(partition);
    }

    int generation() {
        return generation;
    }

    boolean isUp() {
        return up;
    }

    boolean isGone() {
        return gone;
    }

    boolean canWrite() {
        return up && timeline.now() >= kafkaOutUntil;
    }

    boolean reachesRedis() {
        return timeline.now() >= redisCutUntil;
    }

    boolean leaseIsYoung() {
        return timeline.now() - leaseAt <= LEASE_AGE_MAX;
    }

    /// Not seen by Redis for a minute, but for a renewal period.
    boolean wasAway() {
        return timeline.now() - hereAt > (world.redis().losses() > 0 ? AWAY_AFTER_LOSS_SECONDS : AWAY_SECONDS);
    }

    /// Whether this relay may reserve anything of the partition now.
    boolean mayAdmit(int partition) {
        boolean announced = journal.cursor(partition) > 0 || world.scenario().has(Mutant.JOURNAL_NOT_ANNOUNCED);
        return reachesRedis() && leaseIsYoung() && announced && knowsServer(partition) && clockIsAhead(partition);
    }

    /// After each connect the sentinel must name the server before anything is asked of it.
    private boolean knowsServer(int partition) {
        int server = world.redis().server();
        if (seenServer[partition] == server || world.scenario().has(Mutant.ANY_SERVER_WILL_DO)) {
            return true;
        }
        if (!world.redis().isComplete(partition)) {
            return false;
        }
        seenServer[partition] = server;
        floors[partition].restart(world.redis().millis());
        return true;
    }

    private boolean clockIsAhead(int partition) {
        if (floors[partition].isBehind()) {
            floors[partition].told(world.redis().millis());
        }
        return !floors[partition].isBehind();
    }

    private void marks() {
        if (timeline.now() < Scenario.MARKS_SECONDS) {
            timeline.in(1, this::marks);
        }
        ticks++;
        for (int partition = 0; up && partition < Names.USERS; partition++) {
            if (calls.isBusy(partition) || ticks % IDLE_MARKS == 0) {
                journal.append(partition, mark(journal, partition), -1);
            }
        }
    }

    private JournalMark mark(SimJournal of, int partition) {
        long claim = floors[partition].claim();
        if (world.scenario().has(Mutant.MARK_IGNORES_CALLS_UNDER_WAY)) {
            claim = world.redis().millis();
        } else if (world.scenario().has(Mutant.MARK_BY_RELAY_CLOCK)) {
            claim = world.redis().millis() + Math.round(clockSkew * 1_000);
        }
        return new JournalMark(world.names().event(), of.id, "relay-" + id, at(), Instant.ofEpochMilli(claim));
    }

    private void renew() {
        timeline.in(RENEWAL_SECONDS, this::renew);
        if (up && reachesRedis()) {
            hereAt = timeline.now();
            boolean lapsed = !world.redis().isAlive(journal.id) && timeline.now() - leaseAt > LEASE_LAPSED;
            leaseAt = timeline.now();
            for (int partition = 0; partition < Names.USERS; partition++) {
                if (seenServer[partition] != world.redis().server()) {
                    floors[partition].restart(world.redis().millis());
                }
                floors[partition].told(world.redis().millis());
            }
            if (lapsed && !world.scenario().has(Mutant.JOURNAL_OUTLIVES_ITS_LEASE)) {
                closeJournal();
                journal = newJournal();
            }
            world.redis().renew(journal.id);
            renewOld();
        } else if (up && !leaseIsYoung()) {
            calls.cutAll();
        }
    }

    /// Every journal on the disk is alive until Kafka has all of it.
    private void renewOld() {
        if (!world.scenario().has(Mutant.OLD_JOURNALS_WITHOUT_LEASE)) {
            old.stream().filter(each -> !each.isForwarded()).forEach(each -> world.redis().renew(each.id));
        }
    }

    private void closeJournal() {
        for (int partition = 0; partition < Names.USERS; partition++) {
            Map<RequestId, UsageReserved> unended = new LinkedHashMap<>();
            for (SimJournal.Written written : journal.records(partition)) {
                if (written.event() instanceof UsageReserved reserved) {
                    unended.put(reserved.requestId(), reserved);
                } else if (written.event() instanceof UsageEvent.Terminal ended) {
                    unended.remove(ended.requestId());
                }
            }
            for (UsageReserved each : unended.values()) {
                journal.append(partition, new UsageAbandoned(world.names().event(), each.requestId(), each.userId(),
                        each.keyId(), "relay-" + id, at(), null, UsageAbandoned.Reason.RELAY_RESTARTED, null), -1);
            }
            journal.append(partition, new JournalClosed(world.names().event(), journal.id, at(),
                    journal.records(partition).size(), at(), JournalClosed.By.RELAY), -1);
        }
        journal.close();
        old.add(journal);
    }

    Instant at() {
        return Instant.ofEpochMilli(world.redis().millis());
    }

    private boolean canRead() {
        return !readsOut || timeline.now() >= kafkaOutUntil;
    }

    void loseKafka(double seconds, boolean readsToo) {
        kafkaOutUntil = timeline.now() + seconds;
        readsOut = readsToo;
    }

    void loseRedis(double seconds) {
        redisCutUntil = timeline.now() + seconds;
    }

    void kill(double downSeconds) {
        if (up) {
            die();
            timeline.in(downSeconds, this::restart);
        }
    }

    /// The host is gone, and the disk with it.
    void lose() {
        gone = true;
        die();
        journals().forEach(SimJournal::lose);
    }

    private void die() {
        up = false;
        generation++;
        calls.forget();
    }

    private void restart() {
        if (gone || up) {
            return;
        }
        if (!canRead() || !reachesRedis() || world.kafka().isAway()) {
            hereAt = reachesRedis() ? timeline.now() : hereAt;
            if (reachesRedis() && !world.scenario().has(Mutant.OLD_JOURNALS_WITHOUT_LEASE)) {
                journals().forEach(each -> world.redis().renew(each.id));
            }
            timeline.in(1, this::restart);
            return;
        }
        up = true;
        leaseAt = timeline.now();
        hearOfServer();
        reader.readAll();
        closeJournal();
        journal = newJournal();
        renewOld();
    }
}
