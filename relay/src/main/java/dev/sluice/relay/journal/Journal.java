package dev.sluice.relay.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.Executor;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.journal.folder.JournalFolder;
import dev.sluice.relay.journal.folder.Spares;
import dev.sluice.relay.journal.segment.Cursor;
import dev.sluice.relay.journal.segment.Draft;
import dev.sluice.relay.journal.segment.JournalRecord.Kind;
import dev.sluice.relay.journal.segment.JournalSettings;
import dev.sluice.relay.journal.segment.Position;
import dev.sluice.relay.journal.segment.RecordFormat;
import dev.sluice.relay.journal.segment.Segment;

/// One journal: appended to by event loops, read and acknowledged by one forwarder. An append takes about a
/// microsecond and survives `kill -9` of the process from the moment it returns (metering §2).
public final class Journal implements AutoCloseable {

    private static final long CARRIED = -1;
    private static final int FIRST_SEGMENT = 1;

    private final Object lock = new Object();
    private final JournalFolder folder;
    private final InstantSource clock;
    private final Spares spares;
    private final Cursor cursor;
    private final NavigableMap<Integer, Segment> segments;
    private final long[] nextPseqs;
    private final Map<RequestId, OpenRequest> open;
    private final Backlog backlog;
    private final Object forceLock = new Object();
    private int forcedUpTo;
    private Segment last;
    private volatile long tail;
    private volatile Runnable onAppend = () -> {
    };

    private Journal(JournalFolder folder, JournalContents contents, InstantSource clock, Spares spares)
            throws IOException {
        this.folder = folder;
        this.clock = clock;
        this.spares = spares;
        this.segments = contents.segments();
        this.nextPseqs = contents.nextPseqs();
        this.open = contents.open();
        this.backlog = contents.backlog();
        this.last = segments.isEmpty() ? claim(FIRST_SEGMENT) : segments.lastEntry().getValue();
        this.tail = last.end().packed();
        this.cursor = Cursor.open(folder.cursor(), segments.firstEntry().getValue().first());
        if (cursor.position().compareTo(segments.firstEntry().getValue().first()) < 0) {
            cursor.moveTo(segments.firstEntry().getValue().first());
        }
    }

    /// Opens the folder's journal, empty or with what `contents` found in it.
    static Journal open(JournalFolder folder, JournalContents contents, JournalSettings settings, InstantSource clock,
            Executor background) throws IOException {
        Spares spares = new Spares(folder.spare(), settings.segmentBytes(), background);
        try {
            return new Journal(folder, contents, clock, spares);
        } catch (IOException e) {
            throw new IOException(spares.sentence(e), e);
        }
    }

    public JournalId id() {
        return folder.id();
    }

    public int partitions() {
        return nextPseqs.length;
    }

    public Backlog backlog() {
        return backlog;
    }

    /// Called after each append, on the appending thread: must be cheap.
    public void onAppend(Runnable listener) {
        onAppend = listener;
    }

    /// Appends an event with the next pseq of its partition. Throws `UncheckedIOException` when the disk
    /// refuses; then nothing was appended and no number used.
    ///
    public Appended append(AccountEvent event, int partition, String key) {
        byte[] frame = RecordFormat.frame(Draft.event(event, partition, key, clock.millis()));
        long nanoUsd = Draft.reservedNanos(event);
        Appended appended;
        synchronized (lock) {
            Segment segment = segmentFor(frame.length);
            appended = new Appended(new Position(segment.number(), segment.end().offset() + frame.length),
                    nextPseqs[partition]);
            write(segment, frame, appended.pseq(), nanoUsd);
            nextPseqs[partition]++;
            track(event, partition, segment.number());
        }
        onAppend.run();
        return appended;
    }

    /// Where the journal ends after a record, and the record's number in its partition.
    public record Appended(Position end, long pseq) {}

    /// Appends an event in the place of a record that damage destroyed.
    void appendInPlaceOf(long pseq, AccountEvent event, int partition, String key) {
        byte[] frame = RecordFormat.frame(Draft.event(event, partition, key, clock.millis()));
        synchronized (lock) {
            write(segmentFor(frame.length), frame, pseq, 0);
        }
        onAppend.run();
    }

    private void write(Segment segment, byte[] frame, long pseq, long nanoUsd) {
        RecordFormat.number(frame, pseq);
        segment.append(frame);
        backlog.grew(frame.length, nanoUsd, clock.millis());
        tail = segment.end().packed();
    }

    private Segment segmentFor(int frameBytes) {
        if (last.fits(frameBytes)) {
            return last;
        }
        try {
            Segment next = claim(last.number() + 1);
            last.seal();
            last = next;
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException(spares.sentence(e), e);
        }
    }

    private Segment claim(int number) throws IOException {
        Segment segment = spares.claim(folder.path(), number, nextPseqs);
        segments.put(number, segment);
        return segment;
    }

    private void track(AccountEvent event, int partition, int segment) {
        switch (event) {
            case UsageReserved reserved -> open.put(reserved.requestId(), OpenRequest.of(reserved, partition, segment));
            case UsageExtended extended -> open.computeIfPresent(extended.requestId(),
                    (_, request) -> request.withProgress(extended.progress()));
            case UsageEvent.Terminal terminal -> open.remove(terminal.requestId());
            case AccountEvent _ -> {
            }
        }
    }

    /// Requests reserved here whose end is not here.
    List<OpenRequest> openRequests() {
        synchronized (lock) {
            return List.copyOf(open.values());
        }
    }

    public int openCount() {
        synchronized (lock) {
            return open.size();
        }
    }

    /// Next pseq of a partition: how many records it has been given.
    public long nextPseq(int partition) {
        synchronized (lock) {
            return nextPseqs[partition];
        }
    }

    /// Why new requests must be refused: the next segment cannot be made and this one is half full. What ends a
    /// request is still appended.
    public Optional<String> diskShortage() {
        Optional<String> failure = spares.failure();
        if (failure.isEmpty()) {
            return failure;
        }
        synchronized (lock) {
            return last.end().offset() > last.bytes() / 2 ? failure : Optional.empty();
        }
    }

    /// Tries again to make the next segment where that failed.
    public void retrySpare() {
        if (spares.failure().isPresent()) {
            spares.prepare();
        }
    }

    /// Reads from the cursor on; for one thread.
    public JournalReader reader() {
        return new JournalReader(folder.path(), segments, () -> tail, cursor.position());
    }

    /// Whether Kafka has everything.
    public boolean drained() {
        return backlog.bytes() == 0;
    }

    /// Kafka has everything before `next`. Segments behind it go, after their open requests were carried on.
    ///
    /// @param oldestMillis
    ///            when the oldest record that still waits was appended; unused when none waits
    public void acknowledged(Position next, long bytes, long nanoUsd, long oldestMillis) {
        synchronized (lock) {
            cursor.moveTo(next);
            backlog.shrank(bytes, nanoUsd, oldestMillis);
        }
        while (segments.firstKey() < next.segment()) {
            Segment passed = segments.firstEntry().getValue();
            carryOn(passed.number());
            segments.remove(passed.number());
            drop(passed);
        }
    }

    private void carryOn(int segment) {
        for (OpenRequest request : openRequests()) {
            synchronized (lock) {
                OpenRequest current = open.get(request.requestId());
                if (current != null && current.segment() <= segment) {
                    byte[] frame = RecordFormat.frame(carried(current));
                    Segment to = segmentFor(frame.length);
                    write(to, frame, CARRIED, 0);
                    open.put(current.requestId(), current.carriedTo(to.number()));
                }
            }
        }
    }

    private Draft carried(OpenRequest request) {
        Instant now = clock.instant();
        AccountEvent abandonment = request.abandoned(request.requestId().value(), now);
        return new Draft(Kind.CARRIED, request.partition(), now.toEpochMilli(), 0, AccountEventCodec.type(abandonment),
                request.userId().value(), abandonment.eventId(), AccountEventCodec.encode(abandonment));
    }

    private void drop(Segment segment) {
        try {
            synchronized (forceLock) {
                segment.delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("journal segment " + segment.file() + " cannot be deleted", e);
        }
    }

    /// Makes everything appended so far survive the host. Blocks for as long as the disk takes.
    public void force() {
        Segment newest;
        synchronized (lock) {
            newest = last;
        }
        synchronized (forceLock) {
            segments.tailMap(forcedUpTo, true).values().forEach(Segment::force);
            if (forcedUpTo < newest.number()) {
                folder.force();
                forcedUpTo = newest.number();
            }
        }
    }

    @Override
    public void close() throws IOException {
        letGo();
        folder.close();
    }

    /// Lets go of the files; the folder stays locked.
    void letGo() {
        synchronized (lock) {
            segments.values().forEach(Segment::close);
            cursor.close();
        }
    }

    /// Everything was acknowledged and the journal closed in the log: it is not needed any more.
    public void delete() throws IOException {
        letGo();
        folder.delete();
    }
}
