package dev.sluice.relay.journal.recording;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.contracts.admission.LocalEntry;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.journal.ReservedBefore;

/// One partition of a live journal: what is reserved and not yet vouched for by a watermark, and what the
/// next mark may say.
final class Lane {

    private static final long NONE = -1;
    /// Registrations are counted for users by their hash: who shares a count with another loses a call now and then.
    private static final int REGISTRATION_COUNTS = 256;

    /// An entry this relay made in Redis.
    private record Entry(UserId user, LocalEntry local, long redisMillis) {}

    private record EntryId(RequestId requestId, int extension) {}

    private final ReservedBefore before = new ReservedBefore(0);
    private final Map<EntryId, Entry> entries = new LinkedHashMap<>();
    private long lastMark = NONE;
    private long acknowledged = NONE;
    private long newest;
    private final int[] registrations = new int[REGISTRATION_COUNTS];
    private int open;

    /// A call of `admit` is about to be sent.
    synchronized long begin() {
        return before.begin();
    }

    /// The call is in the journal, or refused, or given up for good.
    synchronized void done(long ticket) {
        before.done(ticket);
    }

    synchronized void told(long redisMillis) {
        before.told(redisMillis);
        newest = Math.max(newest, redisMillis);
    }

    synchronized void otherServer(long redisMillis) {
        before.restart(redisMillis);
        newest = redisMillis;
    }

    synchronized void admitted(UserId user, LocalEntry entry, long redisMillis) {
        told(redisMillis);
        entries.put(new EntryId(entry.requestId(), entry.extension()), new Entry(user, entry, redisMillis));
    }

    synchronized void forget(RequestId requestId, int extension) {
        entries.remove(new EntryId(requestId, extension));
    }

    /// What must be brought back for this user after a loss of data: everything above the watermark.
    synchronized List<LocalEntry> entriesOf(UserId user) {
        List<LocalEntry> found = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.user.equals(user)) {
                found.add(entry.local);
            }
        }
        return found;
    }

    /// The log has applied everything of this journal below this Redis time.
    synchronized void appliedBelow(long redisMillis) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext() && oldest.next().redisMillis < redisMillis) {
            oldest.remove();
        }
    }

    /// The newest Redis time this relay was told.
    synchronized long newestMillis() {
        return newest;
    }

    /// Redis tells a time before one that a mark has claimed (ADR 11): nothing may be reserved until it
    /// has passed.
    synchronized boolean isBehind() {
        return before.isBehind();
    }

    /// Our reservations for a user are about to be registered: its calls under way are void (ADR 10).
    synchronized void registering(UserId user) {
        registrations[countOf(user)]++;
    }

    synchronized int registrations(UserId user) {
        return registrations[countOf(user)];
    }

    private static int countOf(UserId user) {
        return Math.floorMod(user.hashCode(), REGISTRATION_COUNTS);
    }

    /// Redis milliseconds for a mark, or -1 while the last mark is not acknowledged: another would say nothing
    /// that Kafka is ready to hear.
    synchronized long markDue() {
        return lastMark > acknowledged ? NONE : before.claim();
    }

    synchronized void marked(long pseq) {
        lastMark = pseq;
    }

    synchronized void acknowledged(long pseq) {
        acknowledged = pseq;
    }

    /// Whether Kafka knows the journal in this partition: nothing is admitted before.
    synchronized boolean announced() {
        return acknowledged != NONE;
    }

    synchronized void opened() {
        open++;
    }

    synchronized void closed() {
        open--;
    }

    synchronized int open() {
        return open;
    }
}
