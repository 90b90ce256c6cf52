package dev.sluice.relay.journal.forwarding;

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

import dev.sluice.relay.journal.segment.JournalRecord;
import dev.sluice.relay.journal.segment.Position;

/// Records that were sent and not yet passed by the cursor, in journal order. One thread adds and takes; the
/// producer's thread answers.
final class Flight {

    static final int RECORDS_MAX = 4_096;
    static final int BYTES_MAX = 8 * 1024 * 1024;

    /// One record under way.
    static final class Slot {
        private final JournalRecord record;
        private volatile boolean acknowledged;
        private volatile @Nullable Exception failure;

        private Slot(JournalRecord record) {
            this.record = record;
        }

        JournalRecord record() {
            return record;
        }

        Position next() {
            return record.next();
        }

        void answered(@Nullable Exception problem) {
            failure = problem;
            acknowledged = problem == null;
        }

        boolean acknowledged() {
            return acknowledged;
        }

        @Nullable
        Exception failure() {
            return failure;
        }
    }

    private final ArrayDeque<Slot> slots = new ArrayDeque<>();
    private long bytes;

    boolean hasRoom(int recordsMax) {
        return slots.size() < recordsMax && bytes < BYTES_MAX;
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    Slot add(JournalRecord record) {
        Slot slot = new Slot(record);
        slots.add(slot);
        bytes += record.bytes();
        return slot;
    }

    @Nullable
    Slot oldest() {
        return slots.peek();
    }

    /// The oldest one if it is acknowledged, and takes it out.
    @Nullable
    Slot takeAcknowledged() {
        Slot oldest = slots.peek();
        if (oldest == null || !oldest.acknowledged()) {
            return null;
        }
        bytes -= oldest.record().bytes();
        return slots.poll();
    }

    /// The first one that failed, in journal order.
    @Nullable
    Slot failed() {
        for (Slot slot : slots) {
            if (slot.failure() != null) {
                return slot;
            }
        }
        return null;
    }
}
