package dev.sluice.streams.running;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

import dev.sluice.contracts.topics.Deployment;

/// Settings of a Kafka Streams application, every one stated (metering §7).
///
/// @param applicationId
///            consumer group, prefix of internal topics; a new one starts from nothing
/// @param state
///            folder of the stores of all applications
/// @param advertised
///            host and port of this instance, for queries
public record StreamsSettings(String applicationId, String bootstrapServers, Deployment deployment, Path state,
        String advertised, int threads, int standbys, Duration commitInterval) {

    static final int SESSION_TIMEOUT_MILLIS = 6_000;
    static final int HEARTBEAT_MILLIS = 1_500;
    /// An instance that dies holds the readers of its open transaction for as long.
    static final int TRANSACTION_TIMEOUT_MILLIS = 5_000;
    /// A thread that waits for records commits only afterwards.
    private static final int POLL_MILLIS = 10;
    /// Rows of the decider between two commits; of those that are written again and again, the last goes on.
    static final int DECIDER_CACHE_BYTES = 16 * 1024 * 1024;
    private static final int HISTORY_CACHE_BYTES = 32 * 1024 * 1024;
    /// Of one partition of a topic on its way: at the default of 16 KB a commit takes four times the requests.
    private static final int BATCH_BYTES = 64 * 1024;
    /// Batches are small and sent once: more effort costs more than it saves.
    private static final int ZSTD_LEVEL = 1;
    private static final int MESSAGE_BYTES_MAX = 1024 * 1024;

    /// All or nothing per transaction, committed as often as `commitInterval` says. Rows wait for the commit in a
    /// cache (ADR 21); nothing that leaves the application does.
    public StreamsConfig exactlyOnce() {
        Map<String, Object> config = common();
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MILLIS);
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, DECIDER_CACHE_BYTES);
        return new StreamsConfig(config);
    }

    /// For work that may be done twice: its stores survive a kill.
    public StreamsConfig atLeastOnce() {
        Map<String, Object> config = common();
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, HISTORY_CACHE_BYTES);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, SkipUnreadable.class);
        return new StreamsConfig(config);
    }

    private Map<String, Object> common() {
        Map<String, Object> config = new HashMap<>();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, advertised);
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        config.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        config.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MILLIS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG), ZSTD_LEVEL);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MESSAGE_BYTES_MAX);
        config.putAll(internalTopics());
        return config;
    }

    private Map<String, Object> internalTopics() {
        return Map.of(StreamsConfig.REPLICATION_FACTOR_CONFIG, deployment.replication(),
                StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), deployment.minInSyncReplicas(),
                StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), "CreateTime");
    }
}
