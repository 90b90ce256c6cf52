package dev.sluice.streams.simulation;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.ids.JournalId;

/// A relay's journal: per partition the records in order, each with its sequence number by position, and the
/// cursor of the forwarder.
final class SimJournal {

    /// @param redisMillis
    ///            when Redis admitted it, for reservations and extensions; -1 otherwise
    record Written(AccountEvent event, long redisMillis) {}

    final JournalId id;
    final SimRelay relay;
    private final List<List<Written>> records = List.of(new ArrayList<>(), new ArrayList<>());
    private final int[] cursor = new int[Names.USERS];
    private boolean closed;
    private boolean lost;

    SimJournal(JournalId id, SimRelay relay) {
        this.id = id;
        this.relay = relay;
    }

    void append(int partition, AccountEvent event, long redisMillis) {
        records.get(partition).add(new Written(event, redisMillis));
    }

    List<Written> records(int partition) {
        return records.get(partition);
    }

    int cursor(int partition) {
        return cursor[partition];
    }

    void advance(int partition, int to) {
        cursor[partition] = to;
    }

    boolean isForwarded() {
        return cursor[0] >= records.get(0).size() && cursor[1] >= records.get(1).size();
    }

    boolean hasUnforwardedUsage(int partition) {
        return records.get(partition).subList(cursor[partition], records.get(partition).size()).stream()
                .anyMatch(written -> written.event() instanceof AccountEvent.OfUser);
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /// The disk is gone.
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }
}
