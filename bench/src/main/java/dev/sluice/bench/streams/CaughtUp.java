package dev.sluice.bench.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

import dev.sluice.bench.platform.Backend;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

/// Waits until every job of usage-streams has committed everything that is in its topics.
final class CaughtUp implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;
    private static final Duration WAIT_MAX = Duration.ofMinutes(5);
    /// Consumer groups, as usage-streams names them, and what they read.
    private static final Map<String, List<TopicSpec>> READ = Map.of("sluice-decider", List.of(Topics.ACCOUNT_EVENTS),
            "sluice-history", List.of(Topics.USAGE_RATED, Topics.LEDGER_ENTRIES),
            "sluice-materialiser", List.of(Topics.ACCOUNT_VIEW));

    private final Admin admin;

    CaughtUp(String kafka) {
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka));
    }

    /// Decider first: what it commits last is what the others have to read.
    void await() throws InterruptedException {
        long deadline = System.nanoTime() + WAIT_MAX.toNanos();
        for (String group : List.of("sluice-decider", "sluice-history", "sluice-materialiser")) {
            while (!hasAll(group)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(group + " has not caught up within " + WAIT_MAX);
                }
                Thread.currentThread().join(LOOK_MILLIS);
            }
        }
    }

    private boolean hasAll(String group) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (TopicSpec topic : READ.getOrDefault(group, List.of())) {
            for (int partition = 0; partition < Backend.PARTITIONS; partition++) {
                wanted.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        try {
            Map<TopicPartition, Long> ends = admin
                    .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all().get().entrySet()
                    .stream().collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata().get();
            return ends.entrySet().stream().allMatch(end -> end.getValue() == 0 || committed.get(end.getKey()) != null
                    && committed.get(end.getKey()).offset() >= end.getValue());
        } catch (ExecutionException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
