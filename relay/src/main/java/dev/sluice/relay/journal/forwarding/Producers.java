package dev.sluice.relay.journal.forwarding;

import java.util.Map;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Producers for journals: a new one after each failure.
public final class Producers {

    private static final int MAX_BLOCK_MILLIS = 5_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
    private static final int ZSTD_LEVEL = 1;
    private static final int BATCH_BYTES = 128 * 1024;
    private static final int RECONNECT_MILLIS_MAX = 1_000;

    /// A broker that knows nothing yet of a producer takes its first batch whatever its sequence. With more under
    /// way at once, a batch that is refused while the broker becomes leader is overtaken by the next, and refused
    /// for ever after (seen after 30 s without Kafka).
    private static final int IN_FLIGHT_MAX = 1;

    private Producers() {}

    /// `bootstrapServers` as Kafka spells them; `pace` says how long a batch stays open.
    public static Supplier<Producer<String, byte[]>> of(String bootstrapServers, String clientId, Pace pace) {
        Map<String, Object> config = Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, clientId),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, IN_FLIGHT_MAX),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd"),
                Map.entry(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, ZSTD_LEVEL),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MILLIS_MAX),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, pace.batch().toMillis()),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES));
        return () -> new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }
}
