package dev.sluice.streams.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.streams.accounts.AccountDecider;
import dev.sluice.streams.accounts.AccountWorld;
import dev.sluice.streams.accounts.Appended;
import dev.sluice.streams.accounts.CatchUp;
import dev.sluice.streams.accounts.Decision;

/// The task of one partition: reads batches, decides, commits rows, offset and outputs together. A crash
/// before the commit leaves nothing behind.
final class SimDecider {

    private static final int BATCH_MAX = 400;
    private static final int CATCH_UP = 60;
    private static final double CRASH = 0.01;
    private static final PriceBooks BOOKS = AccountWorld.books();

    private final int partition;
    private final Timeline timeline;
    private final Scenario scenario;
    private final SimKafka kafka;
    private final Auditor auditor;
    private final AccountDecider decider = new AccountDecider(0);
    private final SimRows rows;
    private final Map<JournalId, Long> lastNumbers = new HashMap<>();
    private int position;
    private double stalledUntil;
    private boolean woken;

    SimDecider(int partition, Timeline timeline, Scenario scenario, SimKafka kafka, Auditor auditor) {
        this.partition = partition;
        this.timeline = timeline;
        this.scenario = scenario;
        this.kafka = kafka;
        this.auditor = auditor;
        this.rows = new SimRows(scenario.has(Mutant.TERMINALS_FORGOTTEN), scenario.has(Mutant.ALERTS_FORGOTTEN));
        kafka.readEvents(this::wake);
    }

    SimRows rows() {
        return rows;
    }

    int position() {
        return position;
    }

    boolean isStalled() {
        return timeline.now() < stalledUntil;
    }

    void stall(double seconds) {
        stalledUntil = timeline.now() + seconds;
    }

    private void wake() {
        if (!woken && position < kafka.events(partition).size()) {
            woken = true;
            timeline.in(timeline.between(0.02, 0.12), this::batch);
        }
    }

    private void batch() {
        woken = false;
        if (isStalled() || kafka.isAway()) {
            woken = true;
            timeline.in(Math.max(stalledUntil, kafka.awayUntil()) - timeline.now() + 0.01, this::batch);
            return;
        }
        List<Appended> events = kafka.events(partition);
        int end = Math.min(events.size(), position + BATCH_MAX);
        List<Decision> decisions = new ArrayList<>(end - position);
        for (Appended record : events.subList(position, end)) {
            decisions.add(decide(record));
        }
        if (timeline.chance(CRASH)) {
            rows.forget();
        } else {
            rows.commit();
            publish(decisions, end - position > CATCH_UP);
            position = end;
        }
        wake();
    }

    private Decision decide(Appended record) {
        if (scenario.has(Mutant.LAST_NUMBER_ONLY) && record.journal() != null) {
            return decideByLastNumber(record, record.journal());
        }
        return decider.decide(rows, record, BOOKS);
    }

    private Decision decideByLastNumber(Appended record, JournalId journal) {
        if (record.pseq() <= lastNumbers.getOrDefault(journal, -1L)) {
            return Decision.NOTHING;
        }
        lastNumbers.put(journal, record.pseq());
        return switch (record.event()) {
            case JournalMark mark -> marked(new Watermark(journal, mark.reservedBefore(), false));
            case JournalClosed closed -> marked(new Watermark(journal, closed.closedAt(), true));
            default -> decider.decide(rows, Appended.plain(record.event(), record.appendedAt()), BOOKS);
        };
    }

    private static Decision marked(Watermark watermark) {
        return new Decision(List.of(), List.of(), List.of(), List.of(watermark), List.of());
    }

    private void publish(List<Decision> decisions, boolean catchUp) {
        List<SimKafka.ViewRecord> marks = new ArrayList<>();
        List<AccountView> views = new ArrayList<>();
        for (Decision decision : decisions) {
            auditor.decided(partition, decision);
            views.addAll(decision.views());
            if (!catchUp) {
                views.forEach(view -> kafka.publish(partition, new SimKafka.ViewRecord.OfAccount(view)));
                views.clear();
            }
            for (Watermark watermark : decision.watermarks()) {
                SimKafka.ViewRecord mark = new SimKafka.ViewRecord.Mark(flawed(watermark));
                overtake(watermark);
                if (catchUp) {
                    marks.add(mark);
                } else {
                    kafka.publish(partition, mark);
                }
            }
        }
        CatchUp.newest(views).forEach(view -> kafka.publish(partition, new SimKafka.ViewRecord.OfAccount(view)));
        marks.forEach(mark -> kafka.publish(partition, mark));
    }

    private Watermark flawed(Watermark watermark) {
        boolean stays = watermark.closed() && scenario.has(Mutant.CLOSED_JOURNAL_STAYS_LIVE);
        return stays ? new Watermark(watermark.journal(), watermark.reservedBefore(), false) : watermark;
    }

    private void overtake(Watermark watermark) {
        if (scenario.has(Mutant.WATERMARK_BY_DECIDER)) {
            kafka.publish(partition, watermark);
        }
    }
}
