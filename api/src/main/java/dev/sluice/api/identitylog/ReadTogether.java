package dev.sluice.api.identitylog;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// Notes where the commands end that the decider's consumer read together. After the last of them is the time to
/// commit: one command alone waits for nobody, and hundreds at once cost a few transactions and not one each.
public final class ReadTogether implements ConsumerInterceptor<byte[], byte[]> {

    /// Setting of the consumer: the `AtomicLong` in which the offset of the last command is noted.
    static final String LAST = "sluice.read.together.last";

    private @Nullable AtomicLong last;

    @Override
    public void configure(Map<String, ?> settings) {
        last = (AtomicLong) requireNonNull(settings.get(LAST), LAST);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            requireNonNull(last).set(record.offset());
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
