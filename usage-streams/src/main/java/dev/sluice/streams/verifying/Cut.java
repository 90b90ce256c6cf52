package dev.sluice.streams.verifying;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.common.TopicPartition;

import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.reading.LogOffsets;

/// Up to where everything is read, so that a platform may run on meanwhile. What groups have committed is asked
/// first and says what must be there; then where stored things end; then, after Redis was read, where the log
/// ends: whatever is stored comes of an event before that.
///
/// @param committed
///            first events, records and views that decider, history and writer of Redis have not committed
/// @param ends
///            of every partition that is read, but those of the log
record Cut(Groups groups, int partitions, Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {

    static final List<TopicSpec> ROLL_UPS = List.of(Topics.ROLLUPS_MINUTE, Topics.ROLLUPS_QUARTER, Topics.ROLLUPS_DAY);

    static Cut take(LogOffsets offsets, Groups groups) {
        int partitions = offsets.partitions(Topics.ACCOUNT_EVENTS.name());
        Map<TopicPartition, Long> committed = new HashMap<>();
        committed.putAll(offsets.committed(groups.decider()));
        committed.putAll(offsets.committed(groups.history()));
        committed.putAll(offsets.committed(groups.materialiser()));
        List<TopicPartition> rollUps = new ArrayList<>();
        ROLL_UPS.forEach(topic -> rollUps.addAll(of(topic.name(), partitions)));
        // Roll-ups before the records they are of: none of them is of a record that is not read.
        Map<TopicPartition, Long> ends = new HashMap<>(offsets.ends(rollUps));
        List<TopicPartition> outputs = new ArrayList<>();
        for (TopicSpec topic : List.of(Topics.USAGE_RATED, Topics.LEDGER_ENTRIES, Topics.ACCOUNT_VIEW)) {
            outputs.addAll(of(topic.name(), partitions));
        }
        if (offsets.topics().contains(groups.changelog())) {
            outputs.addAll(of(groups.changelog(), partitions));
        }
        ends.putAll(offsets.ends(outputs));
        return new Cut(groups, partitions, committed, ends);
    }

    static List<TopicPartition> of(String topic, int partitions) {
        return IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)).toList();
    }

    /// First offset of the topic that its reader among the groups has not committed; 0 when it never has.
    long committed(TopicSpec topic, int partition) {
        return committed.getOrDefault(new TopicPartition(topic.name(), partition), 0L);
    }

    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }
}
