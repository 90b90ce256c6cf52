package dev.sluice.relay.journal.forwarding;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.forwarding.Delivery.Replacement;
import dev.sluice.relay.journal.forwarding.Flight.Slot;
import dev.sluice.relay.journal.segment.JournalRecord;
import dev.sluice.relay.journal.segment.Position;

/// Sends one journal to Kafka. On any failed send it closes the producer and resumes at the cursor; a record
/// that Kafka refuses for ever goes to the dead letters and a stub with the same pseq takes its place.
public final class Forwarder implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Forwarder.class);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(100);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(2);

    private final Journal journal;
    private final Supplier<Producer<String, byte[]>> producers;
    private final RecordShape shape;
    private final Pace pace;
    private final Acknowledgements acknowledgements;
    private final ForwarderCounts counts;
    private final Sleep sleep = new Sleep();
    private volatile boolean stopped;
    private volatile boolean ending;
    private volatile @Nullable Thread thread;

    public Forwarder(Journal journal, Supplier<Producer<String, byte[]>> producers, String relayId,
            Pace pace, Acknowledgements acknowledgements, ForwarderCounts counts) {
        this.journal = journal;
        this.producers = producers;
        this.shape = new RecordShape(journal, relayId);
        this.pace = pace;
        this.acknowledgements = acknowledgements;
        this.counts = counts;
        journal.onAppend(sleep::wake);
    }

    /// Works until stopped, or until the journal is drained once `endWhenDrained` was called.
    @Override
    public void run() {
        thread = Thread.currentThread();
        Replacement replacement = Replacement.NONE;
        Duration backoff = BACKOFF_MIN;
        while (!stopped && !ended()) {
            long before = counts.forwarded();
            replacement = deliver(replacement);
            if (!stopped && !ended()) {
                counts.resumed();
                backoff = counts.forwarded() > before ? BACKOFF_MIN : longer(backoff);
                LockSupport.parkNanos(this, backoff.toNanos());
            }
        }
    }

    /// The journal gets no more records: the run ends when Kafka has them all.
    public void endWhenDrained() {
        ending = true;
        sleep.wake();
    }

    /// Ends the run soon; what is under way is sent again by the next one.
    public void stop() {
        stopped = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private boolean ended() {
        return ending && journal.drained();
    }

    private Replacement deliver(Replacement replacement) {
        try {
            Producer<String, byte[]> producer = producers.get();
            try {
                return deliver(producer, replacement);
            } finally {
                producer.close(Duration.ZERO);
            }
        } catch (InterruptException stopping) {
            return replacement;
        } catch (KafkaException e) {
            log.atWarn().addKeyValue("journal", journal.id()).setCause(e).log("no producer: trying again");
            return replacement;
        } catch (UncheckedIOException e) {
            log.atError().addKeyValue("journal", journal.id()).setCause(e)
                    .log("the disk refuses what the forwarder must write: resuming at the cursor");
            return replacement;
        }
    }

    private Replacement deliver(Producer<String, byte[]> producer, Replacement replacement) {
        BooleanSupplier stopping = () -> stopped;
        Delivery delivery = new Delivery(journal, producer, shape, replacement, pace, new Counting());
        Slot culprit = delivery.run(this::ended, stopping, sleep);
        if (culprit == null) {
            return Replacement.NONE;
        }
        Exception failure = culprit.failure();
        if (!refusedForEver(failure)) {
            log.atWarn().addKeyValue("journal", journal.id()).addKeyValue("failure", String.valueOf(failure))
                    .log("send failed: resuming at the cursor");
            return replacement;
        }
        if (!culprit.next().equals(replacement.soloThrough())) {
            return new Replacement(replacement.refused(), culprit.next());
        }
        return bury(culprit.record()) ? new Replacement(culprit.next(), null) : replacement;
    }

    private static boolean refusedForEver(@Nullable Exception failure) {
        return failure instanceof RecordTooLargeException || failure instanceof InvalidRecordException;
    }

    private boolean bury(JournalRecord record) {
        try (Producer<String, byte[]> producer = producers.get()) {
            producer.send(shape.deadLetter(record)).get();
            counts.refused();
            log.atError().addKeyValue("journal", journal.id()).addKeyValue("eventId", record.eventId())
                    .addKeyValue("type", record.type()).log("record refused by Kafka for ever: it is a dead letter");
            return true;
        } catch (ExecutionException | KafkaException e) {
            log.atError().addKeyValue("journal", journal.id()).addKeyValue("eventId", record.eventId()).setCause(e)
                    .log("a refused record could not become a dead letter: trying again");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Duration longer(Duration backoff) {
        Duration doubled = backoff.multipliedBy(2);
        return doubled.compareTo(BACKOFF_MAX) < 0 ? doubled : BACKOFF_MAX;
    }

    /// Counts as it passes on.
    private final class Counting implements Acknowledgements {
        @Override
        public void acknowledged(int partition, long pseq) {
            counts.acknowledged();
            acknowledgements.acknowledged(partition, pseq);
        }

        @Override
        public void acknowledgedUpTo(Position position) {
            acknowledgements.acknowledgedUpTo(position);
        }
    }
}
