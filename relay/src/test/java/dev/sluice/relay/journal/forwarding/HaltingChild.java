package dev.sluice.relay.journal.forwarding;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.JournalSamples;
import dev.sluice.relay.journal.Journals;
import dev.sluice.relay.journal.segment.Position;

/// A relay's journal in a process of its own that dies at one point of the life of its second request. The
/// first has ended by then.
final class HaltingChild {

    static final int HALTED = 137;
    static final RequestId FIRST = AppendingChild.request(0, 0);
    static final RequestId SECOND = AppendingChild.request(0, 1);

    /// Where it dies.
    enum Point {
        BEFORE_THE_RESERVATION, AFTER_THE_RESERVATION, AFTER_THE_END, KAFKA_HAS_IT_UNANSWERED,
        ACKNOWLEDGED_BEFORE_THE_CURSOR, AFTER_THE_CURSOR, IN_RECOVERY
    }

    private static final JournalSamples SAMPLES = new JournalSamples();

    private HaltingChild() {}

    public static void main(String[] args) throws IOException {
        Point point = Point.valueOf(args[2]);
        Journals journals = JournalSamples.journals(Path.of(args[0]));
        Journal journal = journals.create();
        serve(journal, FIRST);
        switch (point) {
            case BEFORE_THE_RESERVATION -> die();
            case AFTER_THE_RESERVATION -> reserve(journal);
            case AFTER_THE_END -> serve(journal, SECOND);
            case KAFKA_HAS_IT_UNANSWERED -> {
                serve(journal, SECOND);
                forward(journal, () -> dyingOnceSent(producers(args[1]).get()), Acknowledgements.IGNORED);
            }
            case ACKNOWLEDGED_BEFORE_THE_CURSOR -> {
                serve(journal, SECOND);
                forward(journal, producers(args[1]), new Dying(true));
            }
            case AFTER_THE_CURSOR -> {
                serve(journal, SECOND);
                forward(journal, producers(args[1]), new Dying(false));
            }
            case IN_RECOVERY -> {
                reserve(journal);
                journal.close();
                var _ = journals.leftovers().getFirst().close();
            }
        }
        die();
    }

    private static void die() {
        Runtime.getRuntime().halt(HALTED);
    }

    private static void reserve(Journal journal) {
        SAMPLES.append(journal, SAMPLES.reserved(SECOND));
    }

    private static void serve(Journal journal, RequestId request) {
        SAMPLES.append(journal, SAMPLES.reserved(request));
        SAMPLES.append(journal, SAMPLES.settled(request));
    }

    private static Supplier<Producer<String, byte[]>> producers(String bootstrapServers) {
        return Producers.of(bootstrapServers, "halting", Pace.GATHERING);
    }

    private static void forward(Journal journal, Supplier<Producer<String, byte[]>> producers,
            Acknowledgements acknowledgements) {
        Forwarder forwarder = new Forwarder(journal, producers, "relay-1", Pace.GATHERING, acknowledgements,
                new ForwarderCounts());
        forwarder.endWhenDrained();
        forwarder.run();
    }

    /// Dies with the first record in Kafka and nobody told.
    @SuppressWarnings("unchecked")
    private static Producer<String, byte[]> dyingOnceSent(Producer<String, byte[]> real) {
        return (Producer<String, byte[]>) Proxy.newProxyInstance(HaltingChild.class.getClassLoader(),
                new Class<?>[]{Producer.class}, (_, method, args) -> {
                    if (method.getName().equals("send")) {
                        var _ = real.send((ProducerRecord<String, byte[]>) args[0]).get();
                        die();
                    }
                    return method.invoke(real, args);
                });
    }

    /// Dies when it hears of Kafka's answer, before or after the cursor has moved.
    private record Dying(boolean beforeTheCursor) implements Acknowledgements {
        @Override
        public void acknowledged(int partition, long pseq) {
            if (beforeTheCursor) {
                die();
            }
        }

        @Override
        public void acknowledgedUpTo(Position position) {
            die();
        }
    }
}
