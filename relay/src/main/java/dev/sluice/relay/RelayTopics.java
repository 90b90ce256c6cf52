package dev.sluice.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.TopicKeeper;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.relay.readiness.Precondition;

/// Creates or verifies the topics of the relay as soon as Kafka is there. One that differs from the catalogue
/// ends the relay, and is named: waiting would not help.
final class RelayTopics implements Precondition {

    private static final Duration AGAIN_AFTER = Duration.ofMillis(500);
    private static final int ANSWER_MILLIS_MAX = 5_000;
    private static final List<TopicSpec> TOPICS = List.of(Topics.ACCOUNT_EVENTS, Topics.DLQ_ACCOUNT_EVENTS,
            Topics.USAGE_WATERMARK, Topics.IDENTITY_KEYS, Topics.IDENTITY_USERS, Topics.PRICEBOOK);

    private final String bootstrapServers;
    private final Deployment deployment;
    private final Consumer<String> refuse;
    private volatile boolean met;
    private volatile boolean running;
    private volatile String waitsFor = "Kafka";
    private Thread thread = Thread.ofPlatform().unstarted(this::run);

    /// `refuse` ends the process with the sentence that it is given.
    RelayTopics(String bootstrapServers, Deployment deployment, Consumer<String> refuse) {
        this.bootstrapServers = bootstrapServers;
        this.deployment = deployment;
        this.refuse = refuse;
    }

    void start() {
        running = true;
        thread = Thread.ofPlatform().name("topics").daemon().start(this::run);
    }

    void stop() {
        running = false;
        thread.interrupt();
    }

    private void run() {
        while (running && !met) {
            try (Admin admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS_MAX,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS_MAX))) {
                new TopicKeeper(admin, deployment).ensure(TOPICS);
                met = true;
            } catch (KafkaException away) {
                waitsFor = "Kafka at " + bootstrapServers + ": " + away.getMessage();
            } catch (IllegalStateException mismatch) {
                waitsFor = String.valueOf(mismatch.getMessage());
                refuse.accept(waitsFor);
                return;
            }
            if (!met) {
                LockSupport.parkNanos(this, AGAIN_AFTER.toNanos());
            }
        }
    }

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public boolean isMet() {
        return met;
    }

    @Override
    public String waitsFor() {
        return met ? "" : waitsFor;
    }
}
