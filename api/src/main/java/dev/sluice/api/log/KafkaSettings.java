package dev.sluice.api.log;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.contracts.topics.Deployment;

/// How the clients of this application talk to Kafka. Waiting is short: a person is at the other end.
@Component
public class KafkaSettings {

    private static final int REQUEST_TIMEOUT_MILLIS = 2_000;
    private static final int BLOCK_MILLIS_MAX = 3_000;
    private static final int DELIVERY_TIMEOUT_MILLIS = 4_000;

    private final ApiProperties properties;

    KafkaSettings(ApiProperties properties) {
        this.properties = properties;
    }

    public String bootstrapServers() {
        return properties.kafka();
    }

    public Deployment deployment() {
        return new Deployment(properties.partitions(), properties.replication());
    }

    /// For commands and keys of personal data: acknowledged by all replicas, never reordered.
    public Map<String, Object> producer() {
        Map<String, Object> settings = common("sluice-api-commands");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS_MAX);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        return settings;
    }

    /// For feeds: everything of every partition, committed records only, no group.
    Map<String, Object> consumer(String feed) {
        Map<String, Object> settings = common("sluice-api-" + feed);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
        return settings;
    }

    /// For work that instances share: each record is some instance's, until it says that it is done with it. A
    /// group that is new begins with what is oldest.
    public Map<String, Object> sharing(String group, int atOnceMax) {
        Map<String, Object> settings = consumer(group);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, group);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, atOnceMax);
        return settings;
    }

    Map<String, Object> admin() {
        Map<String, Object> settings = common("sluice-api-topics");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        return settings;
    }

    private Map<String, Object> common(String clientId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, properties.kafka());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
        return settings;
    }
}
