package dev.sluice.billing.log;

import java.util.List;

import org.apache.kafka.clients.admin.Admin;

import dev.sluice.billing.StartRefused;
import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.TopicKeeper;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

/// The topics this service reads and writes: made or verified once, before anything else happens to them.
public final class OwnTopics {

    private static final List<TopicSpec> OWN = List.of(Topics.ACCOUNT_EVENTS, Topics.PRICEBOOK, Topics.IDENTITY_USERS,
            Topics.IDENTITY_SESSIONS, Topics.AUDIT);

    private final KafkaClients kafka;
    private final Deployment deployment;
    private volatile boolean verified;

    public OwnTopics(KafkaClients kafka, Deployment deployment) {
        this.kafka = kafka;
        this.deployment = deployment;
    }

    /// Where they are, as people configured it.
    String place() {
        return kafka.place();
    }

    /// Loops may do it at once: making a topic that is there has no effect. Throws `StartRefused` when a
    /// topic differs from the catalogue, `KafkaException` when Kafka is away.
    void ensure() {
        if (verified) {
            return;
        }
        try (Admin admin = kafka.admin()) {
            new TopicKeeper(admin, deployment).ensure(OWN);
            verified = true;
        } catch (IllegalStateException mismatch) {
            throw new StartRefused(String.valueOf(mismatch.getMessage()), mismatch);
        }
    }
}
