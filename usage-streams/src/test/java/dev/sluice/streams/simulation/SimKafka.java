package dev.sluice.streams.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.streams.accounts.Appended;

/// The topics: account.events, account.view and usage.watermark, one partition per user. Who reads is woken
/// by what is written.
final class SimKafka {

    /// A record of account.view: a view or a mark.
    sealed interface ViewRecord {
        String key();

        record OfAccount(AccountView view) implements ViewRecord {
            @Override
            public String key() {
                return view.topicKey();
            }
        }

        record Mark(Watermark watermark) implements ViewRecord {
            @Override
            public String key() {
                return watermark.markKey();
            }
        }
    }

    private static final long START_MILLIS = 1_800_000_000_000L;

    private final Timeline timeline;
    private final List<List<Appended>> events = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<List<ViewRecord>> views = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<List<Watermark>> watermarks = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<Runnable> eventReaders = new ArrayList<>();
    private final List<Runnable> viewReaders = new ArrayList<>();
    private final List<Runnable> watermarkReaders = new ArrayList<>();
    private final List<Set<JournalId>> reaped = List.of(new HashSet<>(), new HashSet<>());
    private final List<Map<JournalId, Double>> lastMarks = List.of(new HashMap<>(), new HashMap<>());
    private final List<Set<RequestId>> known = List.of(new HashSet<>(), new HashSet<>());
    private double awayUntil;
    private boolean late;
    private boolean closedTooEarly;

    SimKafka(Timeline timeline) {
        this.timeline = timeline;
    }

    void append(int partition, AccountEvent event) {
        events.get(partition).add(Appended.plain(event, now()));
        eventReaders.forEach(Runnable::run);
    }

    void append(int partition, AccountEvent event, JournalId journal, long pseq) {
        events.get(partition).add(new Appended(event, now(), journal, pseq));
        if (event instanceof JournalMark) {
            lastMarks.get(partition).put(journal, timeline.now());
        } else if (event instanceof UsageReserved reserved) {
            known.get(partition).add(reserved.requestId());
        }
        late |= event instanceof AccountEvent.OfUser && reaped.get(partition).contains(journal);
        eventReaders.forEach(Runnable::run);
    }

    private Instant now() {
        return Instant.ofEpochMilli(START_MILLIS + timeline.millis());
    }

    List<Appended> events(int partition) {
        return events.get(partition);
    }

    void publish(int partition, ViewRecord record) {
        views.get(partition).add(record);
        viewReaders.forEach(Runnable::run);
    }

    List<ViewRecord> views(int partition) {
        return views.get(partition);
    }

    void publish(int partition, Watermark watermark) {
        watermarks.get(partition).add(watermark);
        watermarkReaders.forEach(Runnable::run);
    }

    List<Watermark> watermarks(int partition) {
        return watermarks.get(partition);
    }

    void readEvents(Runnable reader) {
        eventReaders.add(reader);
    }

    void readViews(Runnable reader) {
        viewReaders.add(reader);
    }

    void readWatermarks(Runnable reader) {
        watermarkReaders.add(reader);
    }

    void goAway(double seconds) {
        awayUntil = timeline.now() + seconds;
    }

    boolean isAway() {
        return timeline.now() < awayUntil;
    }

    double awayUntil() {
        return awayUntil;
    }

    /// Whether the log has this reservation.
    boolean knows(int partition, RequestId request) {
        return known.get(partition).contains(request);
    }

    /// When a mark of this journal came last.
    double lastMark(int partition, JournalId journal) {
        return lastMarks.get(partition).getOrDefault(journal, 0.0);
    }

    /// The reaper closed this journal in this partition.
    void reaped(int partition, SimJournal journal) {
        reaped.get(partition).add(journal.id);
        boolean silenced = !journal.isLost() && journal.hasUnforwardedUsage(partition);
        late |= silenced;
        closedTooEarly |= silenced && !journal.relay.wasAway();
    }

    boolean isReaped(int partition, JournalId journal) {
        return reaped.get(partition).contains(journal);
    }

    /// A journal was closed although its relay had been there within the last minute.
    boolean closedTooEarly() {
        return closedTooEarly;
    }

    /// A journal that was closed for being away had more to say: class L of metering §5.
    boolean sawLateJournal() {
        return late;
    }
}
