package dev.sluice.streams.serving;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.topics.Topics;

/// Reads views in order and writes them to Redis, batch by batch. What Redis has not acknowledged is read
/// again; a new connection looks at the sentinel of each partition before anything is written.
final class ViewWriter implements ConsumerRebalanceListener {

    static final String GROUP = Materialiser.GROUP;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
    private static final int RECORDS_PER_BATCH_MAX = 1_000;

    private final Logger log = LoggerFactory.getLogger(ViewWriter.class);
    private final String bootstrapServers;
    private final RedisClient client;
    private final ServingMeters meters;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<TopicPartition, PartitionServing> servings = new HashMap<>();
    private final LeftoverSweep sweep;
    private Optional<RedisLink> link = Optional.empty();
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private long lookedNanos;
    private volatile boolean stopped;
    private volatile Optional<String> waitsFor = Optional.of("Redis");

    ViewWriter(String bootstrapServers, RedisClient client, int partitions, ServingMeters meters) {
        this.bootstrapServers = bootstrapServers;
        this.client = client;
        this.meters = meters;
        this.sweep = new LeftoverSweep(partitions, System.nanoTime());
        this.consumer = new KafkaConsumer<>(config(bootstrapServers), new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static Map<String, Object> config(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("group.id", GROUP);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        config.put("max.poll.records", RECORDS_PER_BATCH_MAX);
        config.put("session.timeout.ms", 6_000);
        config.put("heartbeat.interval.ms", 1_500);
        return config;
    }

    void run() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.ACCOUNT_VIEW.name()), this);
            while (!stopped) {
                turn();
            }
        } catch (WakeupException woken) {
            log.atDebug().log("materialiser stops");
        } finally {
            servings.values().forEach(PartitionServing::close);
            link.ifPresent(RedisLink::close);
        }
    }

    void stop() {
        stopped = true;
        consumer.wakeup();
    }

    Optional<String> waitsFor() {
        return waitsFor;
    }

    private void turn() {
        if (link.isEmpty()) {
            connect();
        }
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        if (link.isEmpty()) {
            return;
        }
        try {
            write(link.get(), records);
            look(link.get());
        } catch (RedisException away) {
            lose(records, away);
        }
    }

    private void connect() {
        try {
            RedisLink opened = RedisLink.open(client);
            link = Optional.of(opened);
            servings.forEach((partition, serving) -> check(opened, partition, serving));
            consumer.resume(consumer.assignment());
            waitsFor = Optional.empty();
        } catch (RedisException away) {
            waitsFor = Optional.of("Redis");
            link.ifPresent(RedisLink::close);
            link = Optional.empty();
            consumer.pause(consumer.assignment());
        }
    }

    private void write(RedisLink redis, ConsumerRecords<String, byte[]> records) {
        for (TopicPartition partition : servings.keySet()) {
            PartitionServing serving = servings.get(partition);
            List<ConsumerRecord<String, byte[]>> batch = records.records(partition);
            long position = consumer.position(partition);
            if (!batch.isEmpty()) {
                long end = position + consumer.currentLag(partition).orElse(0);
                serving.apply(redis, batch, end).ifPresent(oldest -> meters.applied(batch.size(), oldest));
            }
            if (!serving.reached(redis, position)) {
                rebuild(redis, partition, serving);
            }
        }
        Map<TopicPartition, OffsetAndMetadata> positions = positions();
        if (!positions.equals(committed)) {
            committed = positions;
            consumer.commitAsync(positions, (_, failure) -> committed = failure == null ? committed : Map.of());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> positions() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        servings.forEach((partition, serving) -> {
            if (!serving.isRebuilding()) {
                positions.put(partition, new OffsetAndMetadata(consumer.position(partition)));
            }
        });
        return positions;
    }

    /// A flush closes no connection: the sentinels are looked at a few times a second.
    private void look(RedisLink redis) {
        long now = System.nanoTime();
        if (now - lookedNanos > LOOK_NANOS) {
            lookedNanos = now;
            servings.forEach((partition, serving) -> {
                if (!serving.isRebuilding()) {
                    check(redis, partition, serving);
                }
            });
            meters.swept(sweep.step(redis, this::published, now));
        }
    }

    private Optional<Map<JournalId, Long>> published(int partition) {
        return Optional.ofNullable(servings.get(new TopicPartition(Topics.ACCOUNT_VIEW.name(), partition)))
                .map(serving -> serving.publisher().published().all());
    }

    private void check(RedisLink redis, TopicPartition partition, PartitionServing serving) {
        if (!serving.isComplete(redis)) {
            rebuild(redis, partition, serving);
        }
    }

    private void rebuild(RedisLink redis, TopicPartition partition, PartitionServing serving) {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        log.atWarn().addKeyValue("partition", partition.partition()).addKeyValue("end", end)
                .log("redis does not have this partition and is rebuilt");
        serving.rebuild(redis, end);
        consumer.seekToBeginning(List.of(partition));
        meters.rebuilding();
    }

    /// What was not acknowledged is read again when Redis is back.
    private void lose(ConsumerRecords<String, byte[]> records, RedisException away) {
        log.atWarn().addKeyValue("cause", away.toString()).log("redis is away");
        waitsFor = Optional.of("Redis");
        link.ifPresent(RedisLink::close);
        link = Optional.empty();
        records.partitions().stream().filter(consumer.assignment()::contains)
                .forEach(partition -> consumer.seek(partition, records.records(partition).getFirst().offset()));
        consumer.pause(consumer.assignment());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        for (TopicPartition partition : assigned) {
            WatermarkPublisher publisher = new WatermarkPublisher(bootstrapServers, partition.partition(),
                    PublishedWatermarks.read(bootstrapServers, partition.partition()));
            servings.put(partition, new PartitionServing(partition.partition(), publisher));
        }
        // Each new partition is looked at before anything is written: as after a new connection.
        link.ifPresent(RedisLink::close);
        link = Optional.empty();
        consumer.pause(assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        for (TopicPartition partition : revoked) {
            PartitionServing serving = servings.remove(partition);
            if (serving != null) {
                serving.close();
            }
        }
    }
}
