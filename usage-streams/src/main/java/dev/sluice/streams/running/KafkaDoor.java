package dev.sluice.streams.running;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.TopicKeeper;
import dev.sluice.contracts.topics.Topics;

/// What must hold before anything of this process touches Kafka: the topics of the catalogue as they must be,
/// and brokers whose transactions a dead client cannot confuse (KIP-890).
public final class KafkaDoor {

    static final String TRANSACTION_VERSION = "transaction.version";
    static final short TRANSACTION_VERSION_MIN = 2;
    private static final int ANSWER_MILLIS_MAX = 5_000;

    private final String bootstrapServers;
    private final Deployment deployment;

    public KafkaDoor(String bootstrapServers, Deployment deployment) {
        this.bootstrapServers = bootstrapServers;
        this.deployment = deployment;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /// Throws `KafkaException` while Kafka is away and `IllegalStateException` for what waiting does not mend.
    public void open() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "request.timeout.ms",
                ANSWER_MILLIS_MAX, "default.api.timeout.ms", ANSWER_MILLIS_MAX))) {
            new TopicKeeper(admin, deployment).ensure(Topics.all());
            requireTransactionVersion(admin);
        }
    }

    private static void requireTransactionVersion(Admin admin) {
        try {
            requireTransactionVersion(admin.describeFeatures().featureMetadata()
                    .get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS).finalizedFeatures().get(TRANSACTION_VERSION));
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("features of the brokers are not known", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while talking to Kafka", e);
        }
    }

    static void requireTransactionVersion(@Nullable FinalizedVersionRange range) {
        short level = range == null ? 0 : range.maxVersionLevel();
        if (level < TRANSACTION_VERSION_MIN) {
            throw new IllegalStateException(TRANSACTION_VERSION + ": " + level + " (expected: >= "
                    + TRANSACTION_VERSION_MIN + "; upgrade the brokers' features)");
        }
    }
}
