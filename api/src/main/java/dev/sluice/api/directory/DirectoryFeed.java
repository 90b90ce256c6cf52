package dev.sluice.api.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

/// Reads the views from their beginning and the answers from now on. Views are absolute, so reading them again is
/// harmless.
@Component
public class DirectoryFeed extends TopicFeed {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryFeed.class);
    private static final List<TopicSpec> VIEWS = List.of(Topics.IDENTITY_PII_KEYS, Topics.IDENTITY_USERS,
            Topics.IDENTITY_KEYS, Topics.IDENTITY_EMAILS, Topics.IDENTITY_SESSIONS, Topics.IDENTITY_SIGN_INS);

    private static final int TOGETHER_MIN = 500;
    private static final Runnable NOTHING = () -> {
    };

    private final Directory directory;
    private final Progress progress;
    private final Answered answers;
    private Map<TopicPartition, Long> ends = Map.of();
    private volatile boolean ready;

    DirectoryFeed(KafkaSettings kafka, TopicGate gate, Directory directory, Progress progress, Answered answers) {
        super(kafka, gate, "directory");
        this.directory = directory;
        this.progress = progress;
        this.answers = answers;
    }

    /// Whether everything that was in the log when reading began can be read here.
    public boolean isReady() {
        return ready;
    }

    @Override
    protected void begin(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> views = VIEWS.stream().flatMap(topic -> partitions(topic).stream()).toList();
        List<TopicPartition> results = partitions(Topics.IDENTITY_RESULTS);
        List<TopicPartition> all = new ArrayList<>(views);
        all.addAll(results);
        consumer.assign(all);
        consumer.seekToBeginning(views);
        consumer.seekToEnd(results);
        results.forEach(consumer::position);
        ends = consumer.endOffsets(views);
    }

    @Override
    protected void take(KafkaConsumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
        apply(records);
        directory.forgetLeavers();
        if (!ready && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            ready = true;
            progress.announce();
        }
    }

    /// A start reads millions of rows: many are read by all processors, and still change one after the other.
    private void apply(ConsumerRecords<String, byte[]> records) {
        Stream<ConsumerRecord<String, byte[]>> each = StreamSupport.stream(records.spliterator(), false);
        List<Runnable> changes = records.count() < TOGETHER_MIN
                ? each.map(this::change).toList()
                : each.toList().parallelStream().map(this::change).toList();
        changes.forEach(Runnable::run);
        for (TopicPartition partition : records.partitions()) {
            progress.applied(partition.topic() + "/" + partition.partition(),
                    records.records(partition).getLast().offset());
        }
        if (!records.isEmpty()) {
            progress.announce();
        }
    }

    private Runnable change(ConsumerRecord<String, byte[]> record) {
        try {
            return record.topic().equals(Topics.IDENTITY_RESULTS.name()) ? answer(record) : directory.change(record);
        } catch (JacksonException | IllegalArgumentException e) {
            LOG.atError().addKeyValue("topic", record.topic()).addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset()).log("a view cannot be read and is left out");
            return NOTHING;
        }
    }

    private Runnable answer(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return NOTHING;
        }
        IdentityResult result = SluiceJson.mapper().readValue(value, IdentityResult.class);
        return () -> answers.answered(result);
    }
}
