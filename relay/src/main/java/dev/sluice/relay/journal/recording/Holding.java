package dev.sluice.relay.journal.recording;

import java.util.HashMap;
import java.util.Map;

import dev.sluice.contracts.admission.LocalEntry;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;

/// One request between its admission and its end: which journal it belongs to, and which of its admissions
/// are not in the journal yet. Those hold back the marks of its partition.
public final class Holding {

    private final RequestId requestId;
    private final UserId userId;
    private final KeyId keyId;
    private final LiveJournal live;
    private final int partition;
    private final Map<Integer, Long> tickets = new HashMap<>();
    private volatile long generation;
    private volatile int registrations;
    private boolean ended;

    Holding(RequestId requestId, UserId userId, KeyId keyId, LiveJournal live, int partition) {
        this.requestId = requestId;
        this.userId = userId;
        this.keyId = keyId;
        this.live = live;
        this.partition = partition;
        live.lane(partition).opened();
    }

    public RequestId requestId() {
        return requestId;
    }

    public UserId userId() {
        return userId;
    }

    public KeyId keyId() {
        return keyId;
    }

    public int partition() {
        return partition;
    }

    public JournalId journal() {
        return live.id();
    }

    LiveJournal live() {
        return live;
    }

    /// Whether the journal takes requests of this partition (metering §3: its first mark is acknowledged).
    public boolean announced() {
        return live.announced(partition);
    }

    /// `admit` is about to be sent; 0 is the reservation, then the extensions.
    public synchronized void sending(int extension, long onGeneration) {
        if (!ended) {
            generation = onGeneration;
            registrations = live.lane(partition).registrations(userId);
            tickets.computeIfAbsent(extension, _ -> live.lane(partition).begin());
        }
    }

    /// Redis admitted it at `redisMillis`. False when the request ended meanwhile: then it is given up.
    public synchronized boolean admitted(int extension, long micros, long tokens, long redisMillis) {
        if (ended) {
            return false;
        }
        LocalEntry entry = new LocalEntry(requestId, extension, micros, tokens, keyId, live.id());
        live.lane(partition).admitted(userId, entry, redisMillis);
        return true;
    }

    /// Refused, or no answer came in time: nothing of it was or will be recorded.
    public synchronized void givenUp(int extension) {
        settle(extension);
        live.lane(partition).forget(requestId, extension);
    }

    /// The record of it is in the journal.
    synchronized void recorded(int extension) {
        settle(extension);
    }

    private void settle(int extension) {
        Long ticket = tickets.remove(extension);
        if (ticket != null) {
            live.lane(partition).done(ticket);
        }
    }

    /// Whether its last admission still stands: asked of the connection that is still there, and no registration
    /// came after it.
    boolean standsOn(long currentGeneration) {
        return generation == currentGeneration && registrations == live.lane(partition).registrations(userId);
    }

    synchronized void end() {
        if (!ended) {
            ended = true;
            tickets.values().forEach(live.lane(partition)::done);
            tickets.clear();
            live.lane(partition).closed();
        }
    }
}
