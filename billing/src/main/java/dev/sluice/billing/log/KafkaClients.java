package dev.sluice.billing.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Clients of one cluster with every timeout stated.
public final class KafkaClients {

    static final Duration CLOSE_MAX = Duration.ofSeconds(2);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final Duration DELIVERY_MAX = Duration.ofSeconds(5);
    private static final Duration SEND_BLOCK_MAX = Duration.ofSeconds(2);
    private static final Duration RECONNECT_MAX = Duration.ofSeconds(1);
    private static final Duration SESSION_MAX = Duration.ofSeconds(6);
    private static final Duration HEARTBEAT = Duration.ofMillis(1_500);
    private static final int POLL_RECORDS_MAX = 500;

    private final String bootstrapServers;

    public KafkaClients(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /// Where the cluster is, as people configured it.
    String place() {
        return "Kafka at " + bootstrapServers;
    }

    Admin admin() {
        return Admin.create(common());
    }

    /// Sees committed records only. Without a group it commits nothing.
    Consumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(reading(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    /// A member of a group that starts at the beginning and commits when told.
    public Consumer<String, byte[]> member(String group) {
        Map<String, Object> config = reading();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION_MAX.toMillis());
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT.toMillis());
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MAX);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    public Producer<String, byte[]> producer() {
        return new KafkaProducer<>(writing(), new StringSerializer(), new ByteArraySerializer());
    }

    /// Its transactional id is its own: what it writes bears a repeat, so no producer before it needs fencing.
    Producer<String, byte[]> transactionalProducer() {
        Map<String, Object> config = writing();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "sluice-billing-operators-" + UUID.randomUUID());
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) DELIVERY_MAX.toMillis());
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> writing() {
        Map<String, Object> config = common();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) DELIVERY_MAX.toMillis() - 1_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_MAX.toMillis());
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, SEND_BLOCK_MAX.toMillis());
        return config;
    }

    private Map<String, Object> reading() {
        Map<String, Object> config = common();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_MAX.toMillis());
        return config;
    }

    private Map<String, Object> common() {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("reconnect.backoff.max.ms", RECONNECT_MAX.toMillis());
        config.put("request.timeout.ms", (int) ANSWER_MAX.toMillis() - 1_000);
        config.put("default.api.timeout.ms", (int) ANSWER_MAX.toMillis());
        return config;
    }
}
