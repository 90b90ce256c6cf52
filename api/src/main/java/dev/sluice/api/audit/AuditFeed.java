package dev.sluice.api.audit;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

import dev.sluice.api.log.KafkaSettings;
import dev.sluice.api.log.TopicFeed;
import dev.sluice.api.log.TopicGate;
import dev.sluice.contracts.audit.AuditEntry;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.Topics;

/// Reads `audit` from as far back as is kept. An entry that is read twice is one entry.
@Component
class AuditFeed extends TopicFeed {

    private static final Logger LOG = LoggerFactory.getLogger(AuditFeed.class);

    private final AuditLog audit;

    AuditFeed(KafkaSettings kafka, TopicGate gate, AuditLog audit) {
        super(kafka, gate, "audit");
        this.audit = audit;
    }

    @Override
    protected void begin(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = partitions(Topics.AUDIT);
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions).forEach((partition, end) -> consumer.seek(partition,
                Math.max(begins.getOrDefault(partition, 0L), end - AuditLog.KEPT_MAX)));
    }

    @Override
    protected void take(KafkaConsumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
        records.forEach(this::add);
    }

    private void add(ConsumerRecord<String, byte[]> record) {
        try {
            audit.add(SluiceJson.mapper().readValue(record.value(), AuditEntry.class));
        } catch (JacksonException e) {
            LOG.atError().addKeyValue("partition", record.partition()).addKeyValue("offset", record.offset())
                    .log("an entry of audit cannot be read and is left out");
        }
    }
}
