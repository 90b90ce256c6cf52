package dev.sluice.relay.journal.forwarding;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.JournalReader;
import dev.sluice.relay.journal.forwarding.Flight.Slot;
import dev.sluice.relay.journal.segment.JournalRecord;
import dev.sluice.relay.journal.segment.JournalRecord.Kind;
import dev.sluice.relay.journal.segment.Position;

/// The life of one producer: reads the journal from its cursor, sends, and moves the cursor over what was
/// acknowledged. It ends at the first failed send, since a later record must never overtake an earlier one.
final class Delivery {

    private static final Duration PAUSE_IDLE = Duration.ofMillis(100);
    private static final int LOOKS_BEFORE_IDLE = 3;

    private final Journal journal;
    private final JournalReader reader;
    private final Producer<String, byte[]> producer;
    private final RecordShape shape;
    private final Replacement replacement;
    private final Pace pace;
    private final Acknowledgements acknowledgements;
    private final Flight flight = new Flight();
    private volatile boolean failed;

    /// Which record is replaced by a stub, and up to where records are sent one at a time to find the culprit.
    record Replacement(@Nullable Position refused, @Nullable Position soloThrough) {
        static final Replacement NONE = new Replacement(null, null);
    }

    Delivery(Journal journal, Producer<String, byte[]> producer, RecordShape shape, Replacement replacement,
            Pace pace, Acknowledgements acknowledgements) {
        this.journal = journal;
        this.reader = journal.reader();
        this.producer = producer;
        this.shape = shape;
        this.replacement = replacement;
        this.pace = pace;
        this.acknowledgements = acknowledgements;
    }

    /// Works until nothing is under way and `done` says so, until `stopping`, or until a send fails.
    ///
    /// @return the record that failed, or null
    @Nullable
    Slot run(BooleanSupplier done, BooleanSupplier stopping, Sleep sleep) {
        int looks = 0;
        while (!stopping.getAsBoolean()) {
            boolean moved = send();
            moved |= acknowledge();
            if (failed) {
                Slot culprit = flight.failed();
                if (culprit != null) {
                    return culprit;
                }
            }
            if (flight.isEmpty() && done.getAsBoolean()) {
                return null;
            }
            looks = moved ? 0 : looks + 1;
            if (!moved) {
                pause(looks, sleep);
            }
        }
        return null;
    }

    private void pause(int looks, Sleep sleep) {
        if (looks < LOOKS_BEFORE_IDLE || !flight.isEmpty()) {
            LockSupport.parkNanos(this, pace.look().toNanos());
        } else {
            sleep.untilWoken(PAUSE_IDLE, reader::atEnd);
        }
    }

    private boolean send() {
        boolean sent = false;
        while (!failed && flight.hasRoom(roomNow())) {
            JournalRecord record = reader.next();
            if (record == null) {
                return sent;
            }
            sent = true;
            Slot slot = flight.add(record);
            if (record.kind() == Kind.CARRIED) {
                slot.answered(null);
            } else {
                post(slot);
            }
        }
        return sent;
    }

    /// While a culprit is looked for: one at a time.
    private int roomNow() {
        Position through = replacement.soloThrough();
        Slot oldest = flight.oldest();
        Position at = oldest == null ? reader.position() : oldest.next();
        return through != null && at.compareTo(through) <= 0 ? 1 : Flight.RECORDS_MAX;
    }

    private void post(Slot slot) {
        JournalRecord record = slot.record();
        ProducerRecord<String, byte[]> message = record.next().equals(replacement.refused())
                ? shape.stub(record)
                : shape.message(record);
        try {
            var _ = producer.send(message, (_, problem) -> answered(slot, problem));
        } catch (RuntimeException refusedAtOnce) {
            answered(slot, refusedAtOnce);
        }
    }

    private void answered(Slot slot, @Nullable Exception problem) {
        slot.answered(problem);
        if (problem != null) {
            failed = true;
        }
    }

    private boolean acknowledge() {
        long bytes = 0;
        long nanoUsd = 0;
        Position next = null;
        Slot slot;
        long newest = 0;
        while ((slot = flight.takeAcknowledged()) != null) {
            JournalRecord record = slot.record();
            bytes += record.bytes();
            nanoUsd += record.nanoUsd();
            next = record.next();
            newest = record.atMillis();
            if (record.kind() == Kind.EVENT) {
                acknowledgements.acknowledged(record.partition(), record.pseq());
            }
        }
        if (next == null) {
            return false;
        }
        Slot waiting = flight.oldest();
        journal.acknowledged(next, bytes, nanoUsd, waiting == null ? newest : waiting.record().atMillis());
        acknowledgements.acknowledgedUpTo(next);
        return true;
    }
}
