package dev.sluice.api.identitylog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.identity.IdentityDecider;
import dev.sluice.api.log.KafkaSettings;
import dev.sluice.api.log.TopicGate;

/// The decider's life: starts when the topics are there, heals by itself, stops with the application.
@Component
public class IdentityStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityStreams.class);
    /// A transaction costs Kafka and us much the same whether one command is in it or ten.
    static final int COMMIT_MILLIS = 20;
    /// A thread that waits for commands commits only afterwards.
    private static final int POLL_MILLIS = 10;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    /// What a row held before it was overwritten is gone from its changelog so soon: keys' networks among it.
    private static final Duration COMPACTION_LAG_MAX = Duration.ofHours(24);

    private final KafkaSettings kafka;
    private final Path data;
    private final TopicGate gate;
    private final IdentityDecider decider;
    private final AtomicReference<@Nullable KafkaStreams> streams = new AtomicReference<>();
    private final AtomicLong lastRead = new AtomicLong();
    private volatile boolean running;

    IdentityStreams(KafkaSettings kafka, ApiProperties properties, TopicGate gate, IdentityDecider decider) {
        this.kafka = kafka;
        this.data = properties.data();
        this.gate = gate;
        this.decider = decider;
    }

    /// Whether this instance decides, or stands by while another one does.
    public boolean isUp() {
        KafkaStreams now = streams.get();
        return now != null && now.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void start() {
        StateUnwritable.require(data);
        running = true;
        Thread.ofVirtual().name("identity-start").start(this::run);
    }

    private void run() {
        try {
            if (gate.await()) {
                KafkaStreams started = new KafkaStreams(IdentityTopology.of(decider, lastRead), config());
                started.setUncaughtExceptionHandler(IdentityStreams::onFailure);
                streams.set(started);
                started.start();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        KafkaStreams last = streams.getAndSet(null);
        if (last != null) {
            last.close(CLOSE_TIMEOUT);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 1;
    }

    private static StreamThreadExceptionResponse onFailure(Throwable failure) {
        LOG.atError().setCause(failure).log("identity decider failed and starts again");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "sluice-identity");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        config.put(StreamsConfig.STATE_DIR_CONFIG, data.resolve("identity").toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, kafka.deployment().replication());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
        config.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocksDb.class);
        config.put(StreamsConfig.topicPrefix(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG), COMPACTION_LAG_MAX.toMillis());
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                ReadTogether.class.getName());
        config.put(StreamsConfig.mainConsumerPrefix(ReadTogether.LAST), lastRead);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 5_000);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        return config;
    }
}
