package dev.sluice.relay.journal.recording;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.admission.LocalEntry;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.forwarding.Acknowledgements;
import dev.sluice.relay.journal.segment.Position;

/// A journal that requests append to, with its marks and with what it has reserved.
public final class LiveJournal implements Acknowledgements {

    /// How many seconds a reservation waits for Kafka before its request is refused.
    static final int REPLICATION_BEATS_MAX = 10;

    private final Journal journal;
    private final String relayId;
    private final InstantSource clock;
    private final Supplier<UUID> uuids;
    private final List<Lane> lanes;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private volatile Position replicated = new Position(0, 0);
    private volatile boolean closing;
    private volatile long beats;

    /// Someone who waits for Kafka's acknowledgement, since which beat.
    private record Waiting(Position end, long since, Consumer<Boolean> then) {}

    LiveJournal(Journal journal, String relayId, InstantSource clock, Supplier<UUID> uuids) {
        this.journal = journal;
        this.relayId = relayId;
        this.clock = clock;
        this.uuids = uuids;
        this.lanes = IntStream.range(0, journal.partitions()).mapToObj(_ -> new Lane()).toList();
    }

    public JournalId id() {
        return journal.id();
    }

    Journal journal() {
        return journal;
    }

    Lane lane(int partition) {
        return lanes.get(partition);
    }

    /// Whether requests of this partition may be admitted: Kafka knows the journal there.
    public boolean announced(int partition) {
        return !closing && lanes.get(partition).announced();
    }

    /// Whether Kafka knows the journal in every partition.
    boolean announced() {
        return lanes.stream().allMatch(Lane::announced);
    }

    /// Requests that are still open here.
    int open() {
        return lanes.stream().mapToInt(Lane::open).sum();
    }

    boolean closing() {
        return closing;
    }

    /// Takes no new request; those that run still end here.
    void beginClosing() {
        closing = true;
    }

    /// Redis told its time: marks may say so.
    void told(long redisMillis) {
        lanes.forEach(lane -> lane.told(redisMillis));
    }

    void otherServer(long redisMillis) {
        lanes.forEach(lane -> lane.otherServer(redisMillis));
    }

    /// What this journal reserved for a user and no watermark covers yet.
    List<LocalEntry> entriesOf(UserId user, int partition) {
        return lanes.get(partition).entriesOf(user);
    }

    /// The log has applied this journal below `redisMillis` in a partition.
    void appliedBelow(int partition, long redisMillis) {
        lanes.get(partition).appliedBelow(redisMillis);
    }

    /// Writes the first record of each partition.
    void announce() {
        for (int p = 0; p < lanes.size(); p++) {
            mark(p);
        }
    }

    /// Writes marks where requests are open, or everywhere.
    void mark(boolean everywhere) {
        for (int p = 0; p < lanes.size(); p++) {
            if (everywhere || lanes.get(p).open() > 0) {
                mark(p);
            }
        }
    }

    /// Writes a mark unless the last one is still under way.
    void mark(int partition) {
        Lane lane = lanes.get(partition);
        long reservedBefore = lane.markDue();
        if (reservedBefore >= 0) {
            JournalMark mark = new JournalMark(uuids.get().toString(), id(), relayId, clock.instant(),
                    Instant.ofEpochMilli(reservedBefore));
            lane.marked(journal.append(mark, partition, id().value()).pseq());
        }
    }

    /// Says true once Kafka has everything before `end`, or false after `REPLICATION_BEATS_MAX`; on the
    /// forwarder's thread, the keeper's or this one.
    void whenReplicated(Position end, Consumer<Boolean> then) {
        waiting.add(new Waiting(end, beats, then));
        release();
    }

    /// One second has passed.
    void beat() {
        long now = beats + 1;
        beats = now;
        take(each -> now - each.since > REPLICATION_BEATS_MAX).forEach(each -> each.then.accept(false));
    }

    @Override
    public void acknowledged(int partition, long pseq) {
        lanes.get(partition).acknowledged(pseq);
    }

    @Override
    public void acknowledgedUpTo(Position position) {
        replicated = position;
        release();
    }

    private void release() {
        Position reached = replicated;
        take(each -> each.end.compareTo(reached) <= 0).forEach(each -> each.then.accept(true));
    }

    /// Each is taken by one thread only.
    private List<Waiting> take(Predicate<Waiting> due) {
        List<Waiting> taken = new ArrayList<>();
        for (Waiting each : waiting) {
            if (due.test(each) && waiting.remove(each)) {
                taken.add(each);
            }
        }
        return taken;
    }
}
