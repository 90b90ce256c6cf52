package dev.sluice.billing.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.account.CreditRevoked;
import dev.sluice.contracts.audit.AuditEntry;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.plans.Plans;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;

/// Reads topics to their end and writes to them, as the services around billing do.
public final class LogReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;

    public LogReader(String kafka) {
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", kafka, "fetch.max.wait.ms", "50"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka, "linger.ms", "0"), new StringSerializer(),
                new ByteArraySerializer());
    }

    /// Everything in the topic now.
    public List<ConsumerRecord<String, byte[]>> all(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(one -> new TopicPartition(topic, one.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(found::add);
        }
        return found;
    }

    public boolean has(String topic) {
        return consumer.listTopics().containsKey(topic);
    }

    /// Every grant by user in the order of the log, repeats included.
    public Map<UserId, List<CreditGranted>> grants() {
        return all(Topics.ACCOUNT_EVENTS.name()).stream().map(LogReader::event)
                .filter(CreditGranted.class::isInstance).map(CreditGranted.class::cast)
                .collect(Collectors.groupingBy(CreditGranted::userId));
    }

    /// The grants of one user in the order of the log, repeats included.
    public List<CreditGranted> grantsOf(UserId user) {
        return grants().getOrDefault(user, List.of());
    }

    /// What operators did to one account, in the order of the log.
    public List<AuditEntry> auditOf(UserId user) {
        return all(Topics.AUDIT.name()).stream()
                .map(record -> SluiceJson.mapper().readValue(record.value(), AuditEntry.class))
                .filter(entry -> entry.subject().equals(user.value())).toList();
    }

    /// The grants of one user that were taken back.
    public List<GrantId> revocationsOf(UserId user) {
        return all(Topics.ACCOUNT_EVENTS.name()).stream().map(LogReader::event)
                .filter(CreditRevoked.class::isInstance).map(CreditRevoked.class::cast)
                .filter(event -> event.userId().equals(user)).map(CreditRevoked::grantId).toList();
    }

    /// Writes a view or any other JSON and waits for the acknowledgement.
    public void write(String topic, String key, Object value) throws Exception {
        write(topic, key, SluiceJson.mapper().writeValueAsBytes(value));
    }

    /// What `api` writes when an address has been verified.
    public void writeVerified(UserId user) throws Exception {
        write(Topics.IDENTITY_USERS.name(), user.value(),
                new UserView(user, UserView.Status.ACTIVE, true, Plans.SHIPPED.first().id(),
                        Plans.SHIPPED.first().mode(),
                        Plans.SHIPPED.first().limits(), Plans.SHIPPED.first().budgets(), NanoUsd.ZERO, "UTC",
                        Instant.EPOCH, Instant.EPOCH,
                        1, null));
    }

    public void write(String topic, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }

    private static AccountEvent event(ConsumerRecord<String, byte[]> record) {
        String type = new String(record.headers().lastHeader(RecordHeaders.TYPE).value(), StandardCharsets.UTF_8);
        return AccountEventCodec.decode(type, record.value());
    }
}
