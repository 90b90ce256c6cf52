package dev.sluice.contracts.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

import static java.util.Objects.requireNonNull;

/// Creates the topics of the catalogue that are missing and refuses those that differ from it, naming topic,
/// setting, value and expectation. Every application calls it first; the broker connection comes from outside.
public final class TopicKeeper {

    private final Admin admin;
    private final Deployment deployment;

    public TopicKeeper(Admin admin, Deployment deployment) {
        this.admin = admin;
        this.deployment = deployment;
    }

    /// Throws `IllegalStateException` when an existing topic differs, `KafkaException` when Kafka is away.
    public void ensure(Collection<TopicSpec> topics) {
        topics.forEach(this::create);
        List<String> mismatches = mismatches(topics);
        if (!mismatches.isEmpty()) {
            throw new IllegalStateException("topics differ from the catalogue: " + String.join("; ", mismatches));
        }
    }

    private void create(TopicSpec topic) {
        NewTopic wanted = new NewTopic(topic.name(), topic.partitions(deployment), (short) deployment.replication())
                .configs(topic.config(deployment));
        try {
            admin.createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw asKafkaException(e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private List<String> mismatches(Collection<TopicSpec> topics) {
        List<String> names = topics.stream().map(TopicSpec::name).toList();
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
        try {
            Map<String, TopicDescription> descriptions = admin.describeTopics(names).allTopicNames().get();
            Map<String, Config> configs = admin.describeConfigs(resources).all().get().entrySet().stream()
                    .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
            List<String> found = new ArrayList<>();
            for (TopicSpec topic : topics) {
                partitionMismatch(topic, requireNonNull(descriptions.get(topic.name()))).ifPresent(found::add);
                found.addAll(configMismatches(topic, requireNonNull(configs.get(topic.name()))));
            }
            return found;
        } catch (ExecutionException e) {
            throw asKafkaException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Optional<String> partitionMismatch(TopicSpec topic, TopicDescription actual) {
        int expected = topic.partitions(deployment);
        return actual.partitions().size() == expected
                ? Optional.empty()
                : Optional.of("%s: partitions=%d (expected: %d)".formatted(topic.name(), actual.partitions().size(),
                        expected));
    }

    private List<String> configMismatches(TopicSpec topic, Config actual) {
        return topic.config(deployment).entrySet().stream()
                .filter(wanted -> !wanted.getValue().equals(actual.get(wanted.getKey()).value()))
                .map(wanted -> "%s: %s=%s (expected: %s)".formatted(topic.name(), wanted.getKey(),
                        actual.get(wanted.getKey()).value(), wanted.getValue()))
                .toList();
    }

    private static KafkaException asKafkaException(ExecutionException e) {
        return e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("interrupted while talking to Kafka", e);
    }
}
