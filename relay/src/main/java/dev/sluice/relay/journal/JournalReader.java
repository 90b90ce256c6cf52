package dev.sluice.relay.journal;

import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.sluice.relay.journal.segment.Found;
import dev.sluice.relay.journal.segment.JournalRecord;
import dev.sluice.relay.journal.segment.JournalUnreadable;
import dev.sluice.relay.journal.segment.Position;
import dev.sluice.relay.journal.segment.Segment;

/// Walks over what was appended, in order; damaged places are stepped over.
public final class JournalReader {

    private final Path folder;
    private final NavigableMap<Integer, Segment> segments;
    private final LongSupplier tail;
    private Position at;

    JournalReader(Path folder, NavigableMap<Integer, Segment> segments, LongSupplier tail, Position at) {
        this.folder = folder;
        this.segments = segments;
        this.tail = tail;
        this.at = at;
    }

    /// The next record, or null at the end of the journal: no object is made per empty look.
    public @Nullable JournalRecord next() {
        while (at.packed() < tail.getAsLong()) {
            Segment segment = segments.get(at.segment());
            if (segment == null) {
                throw new JournalUnreadable(folder, "segment " + at.segment() + " is missing",
                        "every segment from the cursor on");
            }
            switch (segment.read(at.offset())) {
                case Found.Whole(var record) -> {
                    at = record.next();
                    return record;
                }
                case Found.Sealed _ -> at = afterwards(segment);
                case Found.Nothing _,Found.Broken _ -> at = segment.nextWhole(at.offset())
                        .orElseGet(() -> afterwards(segment));
            }
        }
        return null;
    }

    /// Where the next record will be looked for.
    public Position position() {
        return at;
    }

    /// Whether nothing more was appended.
    public boolean atEnd() {
        return at.packed() >= tail.getAsLong();
    }

    /// A segment that was lost as a whole is stepped over like any other damage.
    private Position afterwards(Segment segment) {
        return segments.higherEntry(segment.number()).getValue().first();
    }
}
