package dev.sluice.streams.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.account.UsageAbandoned;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.journal.JournalProgress;
import dev.sluice.streams.accounts.rows.OpenRow;

/// Closes journals whose relay is gone: its lease was absent for half a minute while the sentinel was there,
/// and the partition is read to its end. Absence is what was seen: who could not look, or finds that Redis
/// lost its leases since, starts counting anew.
final class SimReaper {

    private static final double PATIENCE_SECONDS = 30;
    private static final double PERIOD_SECONDS = 2;

    private final int partition;
    private final Timeline timeline;
    private final Scenario scenario;
    private final SimKafka kafka;
    private final SimRedis redis;
    private final SimDecider decider;
    private final Relays relays;
    private final Names names;
    private final Map<JournalId, Double> absentSince = new HashMap<>();
    private int lossesSeen;

    SimReaper(int partition, Timeline timeline, Scenario scenario, SimKafka kafka, SimRedis redis, SimDecider decider,
            Relays relays, Names names) {
        this.partition = partition;
        this.timeline = timeline;
        this.scenario = scenario;
        this.kafka = kafka;
        this.redis = redis;
        this.decider = decider;
        this.relays = relays;
        this.names = names;
        timeline.in(5, this::look);
    }

    private void look() {
        timeline.in(PERIOD_SECONDS, this::look);
        if (kafka.isAway() || decider.isStalled() || redis.losses() != lossesSeen) {
            lossesSeen = redis.losses();
            absentSince.clear();
            return;
        }
        for (Map.Entry<JournalId, JournalProgress> each : List.copyOf(decider.rows().journals().entrySet())) {
            JournalId journal = each.getKey();
            if (!each.getValue().isClosed() && !kafka.isReaped(partition, journal) && isDead(journal)) {
                reap(relays.journal(journal));
            }
        }
    }

    private boolean isDead(JournalId journal) {
        boolean readToTheEnd = decider.position() == kafka.events(partition).size();
        if (scenario.has(Mutant.SILENCE_IS_DEATH)) {
            return readToTheEnd && timeline.now() - kafka.lastMark(partition, journal) > PATIENCE_SECONDS;
        }
        if (!redis.isComplete(partition) || redis.isAlive(journal)) {
            absentSince.remove(journal);
            return false;
        }
        double since = absentSince.computeIfAbsent(journal, _ -> timeline.now());
        return timeline.now() - since >= PATIENCE_SECONDS && readToTheEnd;
    }

    private void reap(SimJournal journal) {
        kafka.reaped(partition, journal);
        List<UsageAbandoned> left = new ArrayList<>();
        decider.rows().open().forEach((request, open) -> {
            if (journal.id.equals(open.journal())) {
                left.add(abandoned(request, open));
            }
        });
        left.sort((a, b) -> a.requestId().compareTo(b.requestId()));
        left.forEach(event -> kafka.append(partition, event));
        Instant at = Instant.ofEpochMilli(redis.millis());
        kafka.append(partition, new JournalClosed(names.event(), journal.id, at, -1, at, JournalClosed.By.REAPER));
        relays.reaped(partition, journal);
    }

    private UsageAbandoned abandoned(RequestId request, OpenRow open) {
        return new UsageAbandoned(names.event(), request, Names.user(partition), open.keyId(), "reaper",
                Instant.ofEpochMilli(redis.millis()), null, UsageAbandoned.Reason.RELAY_LOST, null);
    }
}
