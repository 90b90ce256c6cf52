package dev.sluice.relay.journal.recording;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.admission.LocalEntry;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.topics.Partitions;

/// All requests of this relay between admission and end, and the journals they belong to: the one that takes
/// new requests and those that only see their last ones end.
public final class Holdings {

    private final Map<RequestId, Holding> held = new ConcurrentHashMap<>();
    private final List<LiveJournal> live = new CopyOnWriteArrayList<>();
    private final int partitions;
    private volatile @Nullable LiveJournal current;

    public Holdings(int partitions) {
        this.partitions = partitions;
    }

    public int partitionOf(UserId user) {
        return Partitions.of(user.value(), partitions);
    }

    /// Takes a request into the current journal; null before there is one.
    public @Nullable Holding open(RequestId requestId, UserId user, KeyId key) {
        LiveJournal journal = current;
        if (journal == null) {
            return null;
        }
        Holding holding = new Holding(requestId, user, key, journal, partitionOf(user));
        held.put(requestId, holding);
        return holding;
    }

    public @Nullable Holding of(RequestId requestId) {
        return held.get(requestId);
    }

    /// The request is over, or was never served.
    public void end(RequestId requestId) {
        Holding holding = held.remove(requestId);
        if (holding != null) {
            holding.end();
        }
    }

    public Collection<Holding> all() {
        return held.values();
    }

    /// Journals of this relay that still reserve or end requests.
    public List<JournalId> journals() {
        return live.stream().map(LiveJournal::id).toList();
    }

    /// What must be brought back for a user after a loss of data.
    public List<LocalEntry> entriesOf(UserId user) {
        int partition = partitionOf(user);
        return live.stream().flatMap(journal -> journal.entriesOf(user, partition).stream()).toList();
    }

    /// Our reservations for a user are about to be registered: its admissions under way are void.
    public void registering(UserId user) {
        int partition = partitionOf(user);
        live.forEach(journal -> journal.lane(partition).registering(user));
    }

    /// Whether Redis tells a time before one that our marks have claimed in a partition.
    public boolean isBehind(int partition) {
        return live.stream().anyMatch(journal -> journal.lane(partition).isBehind());
    }

    /// A watermark of one of our journals.
    public void appliedBelow(JournalId journal, int partition, long redisMillis) {
        for (LiveJournal each : live) {
            if (each.id().equals(journal)) {
                each.appliedBelow(partition, redisMillis);
            }
        }
    }

    /// Redis told its time.
    public void told(long redisMillis) {
        live.forEach(journal -> journal.told(redisMillis));
    }

    /// Another Redis answers, whose clock may be behind.
    public void otherServer(long redisMillis) {
        live.forEach(journal -> journal.otherServer(redisMillis));
    }

    /// The newest Redis time that is known in a partition, milliseconds.
    public long newestMillis(int partition) {
        LiveJournal journal = current;
        return journal == null ? 0 : journal.lane(partition).newestMillis();
    }

    public @Nullable LiveJournal current() {
        return current;
    }

    List<LiveJournal> live() {
        return live;
    }

    void begin(LiveJournal journal) {
        live.add(journal);
        current = journal;
    }

    void finished(LiveJournal journal) {
        live.remove(journal);
    }
}
