package dev.sluice.relay.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

import tools.jackson.core.JacksonException;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.account.UsageAbandoned;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.journal.folder.JournalFolder;
import dev.sluice.relay.journal.segment.Cursor;
import dev.sluice.relay.journal.segment.Found;
import dev.sluice.relay.journal.segment.JournalRecord;
import dev.sluice.relay.journal.segment.JournalRecord.Kind;
import dev.sluice.relay.journal.segment.JournalUnreadable;
import dev.sluice.relay.journal.segment.Position;
import dev.sluice.relay.journal.segment.Segment;

/// What an earlier run left in a journal's folder: read once, record by record. A torn tail is cut; a damaged
/// place is stepped over, and the numbers it destroyed are listed.
public final class JournalContents {

    /// Damage beyond this many records is not repaired: the journal is unreadable.
    public static final int MISSING_MAX = 1_000_000;

    /// A number that damage destroyed.
    record Missing(int partition, long pseq) implements Comparable<Missing> {
        @Override
        public int compareTo(Missing other) {
            return partition != other.partition
                    ? Integer.compare(partition, other.partition)
                    : Long.compare(pseq, other.pseq);
        }
    }

    private final NavigableMap<Integer, Segment> segments = new ConcurrentSkipListMap<>();
    private final Map<RequestId, OpenRequest> open = new HashMap<>();
    private final TreeSet<Missing> missing = new TreeSet<>();
    private final TreeSet<Integer> closed = new TreeSet<>();
    private final Backlog backlog = new Backlog();
    private final long[] nextPseqs;
    private int tornTails;
    private int damages;
    private int foreign;

    private JournalContents(int partitions) {
        this.nextPseqs = new long[partitions];
    }

    static JournalContents none(int partitions) {
        return new JournalContents(partitions);
    }

    static JournalContents read(JournalFolder folder, int partitions) throws IOException {
        JournalContents contents = new JournalContents(partitions);
        SortedMap<Integer, Path> files = folder.segments();
        for (Map.Entry<Integer, Path> file : files.entrySet()) {
            contents.segments.put(file.getKey(), Segment.open(file.getValue(), file.getKey(), partitions));
        }
        if (!files.isEmpty()) {
            contents.walk(folder);
        }
        return contents;
    }

    private void walk(JournalFolder folder) throws IOException {
        try (Cursor cursor = Cursor.open(folder.cursor(), segments.firstEntry().getValue().first())) {
            System.arraycopy(segments.firstEntry().getValue().nextPseqs(nextPseqs.length), 0, nextPseqs, 0,
                    nextPseqs.length);
            for (Segment segment : segments.values()) {
                long[] begins = segment.nextPseqs(nextPseqs.length);
                for (int p = 0; p < begins.length; p++) {
                    expect(folder, p, begins[p]);
                }
                walk(folder, segment, cursor.position());
            }
        }
    }

    private void walk(JournalFolder folder, Segment segment, Position acknowledged) {
        int at = segment.first().offset();
        while (true) {
            switch (segment.read(at)) {
                case Found.Whole(var record) -> {
                    take(folder, record, segment.number(), acknowledged);
                    at = record.next().offset();
                    segment.endAt(at);
                }
                case Found.Sealed _ -> {
                    return;
                }
                case Found.Nothing _ -> at = after(segment, at, false);
                case Found.Broken _ -> at = after(segment, at, true);
            }
            if (at < 0) {
                return;
            }
        }
    }

    /// Behind a place that is no record: the next whole one, or -1 when this was the tail.
    private int after(Segment segment, int at, boolean torn) {
        var next = segment.nextWhole(at);
        if (next.isPresent()) {
            damages++;
            return next.get().offset();
        }
        if (torn) {
            tornTails++;
            segment.cut(at);
        }
        return -1;
    }

    private void take(JournalFolder folder, JournalRecord record, int segment, Position acknowledged) {
        if (record.next().compareTo(acknowledged) > 0) {
            backlog.grew(record.bytes(), record.nanoUsd(), record.atMillis());
        }
        if (record.kind() == Kind.EVENT) {
            expect(folder, record.partition(), record.pseq());
            missing.remove(new Missing(record.partition(), record.pseq()));
            nextPseqs[record.partition()] = Math.max(nextPseqs[record.partition()], record.pseq() + 1);
        }
        understand(record, segment);
    }

    /// What an other version of the relay wrote is forwarded as it is.
    private void understand(JournalRecord record, int segment) {
        try {
            AccountEvent event = AccountEventCodec.decode(record.type(), record.json());
            if (record.kind() == Kind.CARRIED && event instanceof UsageAbandoned carried) {
                open.put(carried.requestId(), OpenRequest.of(carried, record.partition(), segment));
            } else {
                track(event, record.partition(), segment);
            }
        } catch (IllegalArgumentException | JacksonException notUnderstood) {
            foreign++;
        }
    }

    private void expect(JournalFolder folder, int partition, long pseq) {
        for (long lost = nextPseqs[partition]; lost < pseq; lost++) {
            missing.add(new Missing(partition, lost));
            if (missing.size() > MISSING_MAX) {
                throw new JournalUnreadable(folder.path(), "more than " + MISSING_MAX + " records are missing",
                        "an undamaged journal");
            }
        }
        nextPseqs[partition] = Math.max(nextPseqs[partition], pseq);
    }

    private void track(AccountEvent event, int partition, int segment) {
        switch (event) {
            case UsageReserved reserved -> open.put(reserved.requestId(), OpenRequest.of(reserved, partition, segment));
            case UsageExtended extended -> open.computeIfPresent(extended.requestId(),
                    (_, request) -> request.withProgress(extended.progress()));
            case UsageEvent.Terminal terminal -> open.remove(terminal.requestId());
            case JournalClosed _ -> closed.add(partition);
            case AccountEvent _ -> {
            }
        }
    }

    NavigableMap<Integer, Segment> segments() {
        return segments;
    }

    Map<RequestId, OpenRequest> open() {
        return open;
    }

    Backlog backlog() {
        return backlog;
    }

    long[] nextPseqs() {
        return nextPseqs;
    }

    /// Numbers that damage destroyed, in order.
    TreeSet<Missing> missing() {
        return missing;
    }

    /// Partitions whose `JournalClosed` is already here.
    TreeSet<Integer> closed() {
        return closed;
    }

    int tornTails() {
        return tornTails;
    }

    int damages() {
        return damages;
    }

    /// Records that were not understood.
    int foreign() {
        return foreign;
    }
}
