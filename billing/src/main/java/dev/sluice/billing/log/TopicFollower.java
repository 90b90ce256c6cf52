package dev.sluice.billing.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// Reads all of a compacted topic from its beginning and then follows it. After an outage it reads from the
/// beginning again, so what takes the records must bear repeats.
public final class TopicFollower implements Loop.Work {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PROBE_MAX = Duration.ofSeconds(2);
    private static final int POLLS_PER_PROBE = 25;

    private final KafkaClients kafka;
    private final String topic;
    private final Sink sink;

    public TopicFollower(KafkaClients kafka, String topic, Sink sink) {
        this.kafka = kafka;
        this.topic = topic;
        this.sink = sink;
    }

    /// Takes the records, in order within each key.
    public interface Sink {
        void take(ConsumerRecord<String, byte[]> record);

        /// Everything that was in the topic when the reading began has been taken.
        void caughtUp();
    }

    @Override
    public void run(Loop.Running running) {
        try (Consumer<String, byte[]> consumer = kafka.consumer()) {
            List<TopicPartition> all = partitions(consumer);
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            Probe probe = new Probe(POLLS_PER_PROBE);
            boolean behind = true;
            while (running.wanted()) {
                consumer.poll(POLL).forEach(sink::take);
                if (behind && reached(consumer, ends)) {
                    behind = false;
                    sink.caughtUp();
                    running.isReady();
                } else if (!behind && probe.isDue()) {
                    probe(consumer, all, running);
                }
            }
        }
    }

    /// A poll without a broker just returns nothing; only a question with an answer tells.
    private void probe(Consumer<String, byte[]> consumer, List<TopicPartition> all, Loop.Running running) {
        try {
            consumer.endOffsets(all, PROBE_MAX);
            running.isReady();
        } catch (TimeoutException away) {
            running.waitsFor(kafka.place() + ": " + away.getMessage());
        }
    }

    private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found.isEmpty()) {
            throw new KafkaException(topic + ": no partitions known yet");
        }
        return found.stream().map(one -> new TopicPartition(topic, one.partition())).toList();
    }

    private static boolean reached(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /// Comes round once in so many polls.
    private static final class Probe {
        private final int every;
        private int polls;

        Probe(int every) {
            this.every = every;
        }

        boolean isDue() {
            polls = (polls + 1) % every;
            return polls == 0;
        }
    }
}
