package dev.sluice.streams.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.contracts.admission.ApplyRequest;
import dev.sluice.contracts.admission.SweepRequest;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.journal.Watermark;

/// The writer of Redis for one partition: applies views in order, rebuilds after a loss of data, and
/// publishes a watermark once everything up to the end of the partition, as it was when the mark was fetched,
/// is applied.
final class SimMaterialiser {

    private record HeldMark(int needed, Watermark watermark) {}

    private static final int LAG_FOR_COMPACTION = 50;
    private static final int APPLIED_AT_ONCE = 40;
    private static final long CLOCK_STEP_MILLIS = 5_000;
    private static final double CHECK_SECONDS = 1;
    private static final double SWEEP_SECONDS = 60;

    private final int partition;
    private final Timeline timeline;
    private final Scenario scenario;
    private final SimKafka kafka;
    private final SimRedis redis;
    private final Deque<SimKafka.ViewRecord> compacted = new ArrayDeque<>();
    private final Deque<HeldMark> held = new ArrayDeque<>();
    private final Map<JournalId, Long> published = new LinkedHashMap<>();
    private int position;
    private int fetchedEnd;
    private int server = 1;
    private boolean rebuilding;
    private long gateMillis = ApplyRequest.NO_GATE;
    private String token = "";
    private double stalledUntil;
    private boolean sentinelMissed;
    /// Seconds per view of a compacted topic, on average.
    private double pace;
    private boolean woken;

    SimMaterialiser(int partition, Timeline timeline, Scenario scenario, SimKafka kafka, SimRedis redis) {
        this.partition = partition;
        this.timeline = timeline;
        this.scenario = scenario;
        this.kafka = kafka;
        this.redis = redis;
        kafka.readViews(this::wake);
        timeline.in(CHECK_SECONDS, this::check);
        timeline.in(SWEEP_SECONDS, this::sweep);
    }

    void stall(double seconds) {
        stalledUntil = timeline.now() + seconds;
    }

    private void check() {
        timeline.in(CHECK_SECONDS, this::check);
        sentinelMissed = redis.sentinel(partition) == null && !rebuilding;
        if (redis.server() != server || sentinelMissed || rebuilding) {
            wakeUp();
        }
    }

    private void sweep() {
        timeline.in(SWEEP_SECONDS, this::sweep);
        if (redis.isComplete(partition) && timeline.now() >= stalledUntil && !scenario.has(Mutant.NO_IDLE_SWEEP)) {
            redis.data().sweep(new SweepRequest(Names.user(partition), published));
        }
    }

    private void wake() {
        if (position < kafka.views(partition).size()) {
            wakeUp();
        }
    }

    private void wakeUp() {
        if (!woken) {
            woken = true;
            boolean slowly = !compacted.isEmpty();
            timeline.in(slowly ? timeline.between(0, 2 * pace) : timeline.between(0.01, 0.1), this::work);
        }
    }

    private void work() {
        woken = false;
        if (timeline.now() < stalledUntil || kafka.isAway()) {
            woken = true;
            timeline.in(Math.max(stalledUntil, kafka.awayUntil()) - timeline.now() + 0.01, this::work);
            return;
        }
        if (mustRebuild()) {
            startRebuild();
        } else if (compacted.isEmpty() && !rebuilding && lag() > LAG_FOR_COMPACTION && timeline.chance(0.5)) {
            readCompacted(position);
        }
        applySome();
        if (rebuilding && compacted.isEmpty()) {
            endRebuild();
        }
        publishHeld();
        if (rebuilding || !compacted.isEmpty() || lag() > 0) {
            wakeUp();
        }
    }

    private int lag() {
        return kafka.views(partition).size() - position;
    }

    private boolean mustRebuild() {
        boolean interrupted = rebuilding && !scenario.has(Mutant.REBUILD_WITHOUT_TOKEN)
                && !token.equals(redis.sentinel(partition));
        return redis.server() != server || sentinelMissed || interrupted;
    }

    private void startRebuild() {
        boolean otherServer = redis.server() != server;
        boolean step = otherServer && !scenario.has(Mutant.GATE_WITHOUT_CLOCK_STEP);
        server = redis.server();
        gateMillis = redis.millis() + (step ? CLOCK_STEP_MILLIS : 0);
        rebuilding = true;
        sentinelMissed = false;
        held.clear();
        readCompacted(0);
        token = "rebuild-" + timeline.millis();
        redis.sentinel(partition, scenario.has(Mutant.REBUILD_WITHOUT_TOKEN) ? null : token);
    }

    private void endRebuild() {
        boolean unseen = scenario.has(Mutant.REBUILD_WITHOUT_TOKEN);
        if (unseen || token.equals(redis.sentinel(partition))) {
            redis.sentinel(partition, redis.name());
            rebuilding = false;
        }
    }

    /// What a compacted topic still has from an offset on: the newest record of each key.
    private void readCompacted(int from) {
        redis.disturb();
        pace = timeline.pick(0.02, 0.15, 0.6);
        List<SimKafka.ViewRecord> all = kafka.views(partition);
        Map<String, SimKafka.ViewRecord> newest = new LinkedHashMap<>();
        for (SimKafka.ViewRecord each : all.subList(from, all.size())) {
            newest.remove(each.key());
            newest.put(each.key(), each);
        }
        compacted.clear();
        compacted.addAll(newest.values());
        position = all.size();
        fetchedEnd = all.size();
    }

    private void applySome() {
        boolean slowly = !compacted.isEmpty();
        int count = slowly ? 1 : APPLIED_AT_ONCE;
        for (int i = 0; i < count; i++) {
            SimKafka.ViewRecord next = compacted.poll();
            if (next == null && (rebuilding || slowly || lag() == 0)) {
                return;
            }
            if (next == null) {
                next = kafka.views(partition).get(position++);
                fetchedEnd = kafka.views(partition).size();
            }
            take(next);
        }
    }

    private void take(SimKafka.ViewRecord record) {
        switch (record) {
            case SimKafka.ViewRecord.OfAccount(var view) ->
                redis.data().apply(new ApplyRequest(view, rebuilding ? gateMillis : ApplyRequest.NO_GATE));
            case SimKafka.ViewRecord.Mark(var watermark) -> {
                if (scenario.has(Mutant.WATERMARK_NOT_HELD)) {
                    publish(watermark);
                } else {
                    held.add(new HeldMark(fetchedEnd, watermark));
                }
            }
        }
    }

    private void publishHeld() {
        while (compacted.isEmpty() && !held.isEmpty() && held.getFirst().needed() <= position) {
            publish(held.removeFirst().watermark());
        }
    }

    private void publish(Watermark watermark) {
        published.merge(watermark.journal(), watermark.millis(), Math::max);
        if (!scenario.has(Mutant.WATERMARK_BY_DECIDER)) {
            kafka.publish(partition, watermark);
        }
    }

    /// An instance that lost its partition writes the last views it had read once more; its watermarks
    /// are fenced.
    void haunt(double inSeconds) {
        List<SimKafka.ViewRecord> last = List.copyOf(
                kafka.views(partition).subList(Math.max(0, position - 30), position));
        int then = redis.server();
        timeline.in(inSeconds, () -> {
            for (SimKafka.ViewRecord each : last) {
                if (redis.server() == then && each instanceof SimKafka.ViewRecord.OfAccount(var view)) {
                    redis.data().apply(ApplyRequest.of(view));
                }
            }
        });
    }
}
