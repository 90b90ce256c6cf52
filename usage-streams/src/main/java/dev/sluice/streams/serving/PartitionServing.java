package dev.sluice.streams.serving;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.admission.ApplyRequest;
import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.admission.RedisServer;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.journal.GateWaiting;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.streams.accounts.CatchUp;

/// One partition of `account.view` on its way into Redis, in its order. Not thread-safe.
final class PartitionServing implements AutoCloseable {

    private final int partition;
    private final WatermarkPublisher publisher;
    private final Deque<Due> due = new ArrayDeque<>();
    private Optional<Rebuild> rebuild = Optional.empty();
    /// The server that was last seen with everything of the partition.
    private Optional<RedisServer> completeOn = Optional.empty();
    private @Nullable GateWaiting gate;

    /// A mark that may be published once everything before `end` is in Redis. A tombstone has no watermark.
    private record Due(long end, JournalId journal, Optional<Watermark> watermark) {}

    PartitionServing(int partition, WatermarkPublisher publisher) {
        this.partition = partition;
        this.publisher = publisher;
    }

    WatermarkPublisher publisher() {
        return publisher;
    }

    boolean isRebuilding() {
        return rebuild.isPresent();
    }

    /// Whether the server says that everything of the partition is in it.
    boolean isComplete(RedisLink link) {
        boolean complete = link.get(RedisKeys.sentinel(partition)).filter(link.server().sentinel()::equals)
                .isPresent();
        completeOn = complete ? Optional.of(link.server()) : completeOn;
        return complete;
    }

    /// Everything up to `end` is read again from the start.
    void rebuild(RedisLink link, long end) {
        due.clear();
        boolean sameServer = completeOn.filter(link.server()::equals).isPresent();
        Rebuild begun = Rebuild.begin(link, partition, end, sameServer);
        rebuild = Optional.of(begun);
        gate = new GateWaiting(Instant.ofEpochMilli(begun.gateMillis()));
    }

    /// Installs the views among the records, of each row only the newest with what all of them consumed. `end` is the partition's end when they were fetched.
    ///
    /// @return the oldest state of an account among them
    Optional<Instant> apply(RedisLink link, List<ConsumerRecord<String, byte[]>> records, long end) {
        List<AccountView> views = new ArrayList<>(records.size());
        Optional<Instant> oldest = Optional.empty();
        long gateMillis = rebuild.map(Rebuild::gateMillis).orElse(ApplyRequest.NO_GATE);
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.key().startsWith(Watermark.MARK_KEY_PREFIX)) {
                due.add(mark(record, end));
            } else if (record.value() != null) {
                AccountView view = SluiceJson.mapper().readValue(record.value(), AccountView.class);
                views.add(view);
                oldest = oldest.isEmpty() ? Optional.of(view.asOf()) : oldest;
                if (view.version() == 1) {
                    gate = new GateWaiting(view.asOf());
                }
            }
        }
        List<AccountView> newest = CatchUp.newest(views);
        link.call(newest.stream().map(view -> ScriptCall.of(new ApplyRequest(view, gateMillis))).toList());
        return rebuild.isEmpty() ? oldest : Optional.empty();
    }

    private static Due mark(ConsumerRecord<String, byte[]> record, long end) {
        JournalId journal = new JournalId(record.key().substring(Watermark.MARK_KEY_PREFIX.length()));
        return new Due(end, journal, Optional.ofNullable(record.value())
                .map(json -> SluiceJson.mapper().readValue(json, Watermark.class)));
    }

    /// Everything before `position` is in Redis: publishes what that allows.
    ///
    /// @return whether the partition is as the log; false when it must be rebuilt again
    boolean reached(RedisLink link, long position) {
        if (rebuild.isPresent() && position >= rebuild.get().end()) {
            if (!rebuild.get().end(link)) {
                return false;
            }
            rebuild = Optional.empty();
            completeOn = Optional.of(link.server());
        }
        if (rebuild.isEmpty()) {
            publish(position);
        }
        return true;
    }

    private void publish(long position) {
        List<Watermark> watermarks = new ArrayList<>();
        List<JournalId> forgotten = new ArrayList<>();
        for (Due next = due.peek(); next != null && next.end() <= position; next = due.peek()) {
            due.remove();
            JournalId journal = next.journal();
            next.watermark().ifPresentOrElse(watermarks::add, () -> forgotten.add(journal));
        }
        publisher.publish(watermarks);
        forgotten.forEach(publisher::forget);
        if (gate != null) {
            publisher.announce(gate);
            gate = null;
        }
    }

    @Override
    public void close() {
        publisher.close();
    }
}
