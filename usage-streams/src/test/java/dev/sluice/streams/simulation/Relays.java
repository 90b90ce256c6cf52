package dev.sluice.streams.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.JournalId;

import static java.util.Objects.requireNonNull;

/// All relays there ever were, their journals, and the forwarders that carry records to Kafka in order.
final class Relays {

    private static final int BATCH = 25;
    private static final double UNKNOWN_OUTCOME = 0.015;
    private static final double FAILED = 0.03;
    private static final double PERIOD_SECONDS = 0.1;

    private final World world;
    private final Timeline timeline;
    private final List<SimRelay> relays = new ArrayList<>();
    private final Map<JournalId, SimJournal> journals = new HashMap<>();

    Relays(World world) {
        this.world = world;
        this.timeline = world.timeline();
    }

    void add() {
        relays.add(new SimRelay(relays.size(), world, this));
    }

    List<SimRelay> all() {
        return relays;
    }

    SimRelay any() {
        return relays.get(timeline.index(relays.size()));
    }

    SimJournal journal(JournalId id) {
        return requireNonNull(journals.get(id), "journal");
    }

    /// A new journal, whose forwarder starts.
    void opened(SimJournal journal) {
        journals.put(journal.id, journal);
        timeline.in(0.02, () -> forward(journal));
    }

    private void forward(SimJournal journal) {
        if (journal.isLost() || journal.isClosed() && journal.isForwarded()) {
            return;
        }
        timeline.in(PERIOD_SECONDS, () -> forward(journal));
        if (!world.kafka().isAway() && journal.relay.canWrite()) {
            for (int partition = 0; partition < Names.USERS; partition++) {
                forward(journal, partition);
            }
        }
    }

    private void forward(SimJournal journal, int partition) {
        int size = journal.records(partition).size();
        while (journal.cursor(partition) < size) {
            int from = journal.cursor(partition);
            int to = Math.min(size, from + BATCH);
            if (timeline.chance(UNKNOWN_OUTCOME)) {
                send(journal, partition, from, to);
                return;
            }
            if (timeline.chance(FAILED - UNKNOWN_OUTCOME)) {
                int later = to < size ? to : from + (to - from) / 2;
                boolean goesOn = overtake(journal, partition, later, Math.min(size, later + BATCH));
                if (!goesOn) {
                    return;
                }
            }
            send(journal, partition, from, to);
            journal.advance(partition, to);
        }
    }

    /// A batch failed and a later one got through before the producer was closed. Without the rule that a
    /// failed send starts over at the cursor, the forwarder just goes on.
    private boolean overtake(SimJournal journal, int partition, int from, int to) {
        if (world.scenario().seed() % 2 == 1 || world.scenario().has(Mutant.LAST_NUMBER_ONLY)) {
            send(journal, partition, from, to);
        }
        return world.scenario().has(Mutant.LAST_NUMBER_ONLY);
    }

    private void send(SimJournal journal, int partition, int from, int to) {
        for (int i = from; i < to; i++) {
            world.kafka().append(partition, journal.records(partition).get(i).event(), journal.id, i);
        }
    }

    /// The reaper closed this journal: what died with its disk was never billed.
    void reaped(int partition, SimJournal journal) {
        if (!journal.isLost()) {
            return;
        }
        for (SimJournal.Written written : journal.records(partition)) {
            if (written.event() instanceof UsageReserved reserved
                    && !world.kafka().knows(partition, reserved.requestId())) {
                world.auditor().lost(reserved.requestId());
            }
        }
    }
}
