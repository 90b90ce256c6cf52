package dev.sluice.relay.journal.inspection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.relay.journal.Journals;
import dev.sluice.relay.journal.folder.FolderHold;
import dev.sluice.relay.journal.folder.JournalFolder;
import dev.sluice.relay.journal.inspection.JournalInspection.State;
import dev.sluice.relay.journal.segment.Cursor;
import dev.sluice.relay.journal.segment.Found;
import dev.sluice.relay.journal.segment.JournalRecord;
import dev.sluice.relay.journal.segment.JournalRecord.Kind;
import dev.sluice.relay.journal.segment.JournalUnreadable;
import dev.sluice.relay.journal.segment.Position;
import dev.sluice.relay.journal.segment.Segment;

/// Reads one journal as it lies on disk and changes nothing: also one that a relay writes at this moment.
public final class JournalScan {

    private static final int END = -1;

    private final Path path;
    private final JournalId id;
    private final Consumer<JournalRecord> each;
    private final List<String> damages = new ArrayList<>();
    private final Sequences sequences = new Sequences();
    private final TreeSet<Integer> closed = new TreeSet<>();
    private Optional<String> tornTail = Optional.empty();
    private Optional<Position> cursor = Optional.empty();
    private long bytes;
    private long records;
    private long waiting;

    private JournalScan(Path path, JournalId id, Consumer<JournalRecord> each) {
        this.path = path;
        this.id = id;
        this.each = each;
    }

    /// The journals of a folder, oldest first. Throws `IOException` when it cannot be read.
    public static List<JournalId> ids(Path folder) throws IOException {
        return Journals.ids(folder);
    }

    /// Reads a journal; `each` gets every whole record in order. Throws `IOException` when a file cannot be read.
    public static JournalInspection inspect(Path folder, JournalId id, Consumer<JournalRecord> each)
            throws IOException {
        return new JournalScan(folder.resolve(id.value()), id, each).inspect();
    }

    private JournalInspection inspect() throws IOException {
        boolean held = FolderHold.isHeld(path);
        cursor = Cursor.read(path.resolve("cursor"));
        SortedMap<Integer, Path> files = JournalFolder.segments(path);
        for (Map.Entry<Integer, Path> file : files.entrySet()) {
            bytes += Files.size(file.getValue());
            read(file.getKey(), file.getValue(), file.getKey().equals(files.lastKey()));
        }
        damages.addAll(sequences.missing());
        return new JournalInspection(id, held ? State.IN_USE : left(), bytes, records, waiting, cursor, tornTail,
                List.copyOf(damages));
    }

    private State left() {
        if (closed.isEmpty() || closed.size() < sequences.used()) {
            return State.LEFT;
        }
        return waiting == 0 ? State.DELIVERED : State.WAITS;
    }

    private void read(int number, Path file, boolean newest) throws IOException {
        try (Segment segment = Segment.openToRead(file, number)) {
            sequences.segment(segment.nextPseqs(segment.partitions()));
            int at = segment.first().offset();
            while (at != END) {
                at = switch (segment.read(at)) {
                    case Found.Whole(var record) -> take(record);
                    case Found.Sealed _ -> END;
                    case Found.Nothing _ -> behind(segment, at, "nothing is written there", newest);
                    case Found.Broken(var reason) -> behind(segment, at, reason, newest);
                };
            }
        } catch (JournalUnreadable e) {
            damages.add(String.valueOf(e.getMessage()));
        }
    }

    private int take(JournalRecord record) {
        each.accept(record);
        records++;
        if (cursor.isEmpty() || record.next().compareTo(cursor.get()) > 0) {
            waiting++;
        }
        if (record.kind() == Kind.EVENT) {
            sequences.seen(record.partition(), record.pseq());
        }
        if (record.type().endsWith("." + JournalClosed.class.getSimpleName())) {
            closed.add(record.partition());
        }
        return record.next().offset();
    }

    /// Behind a place that is no record: the next whole one. Without one this is the end of what was written.
    private int behind(Segment segment, int at, String reason, boolean newest) {
        Optional<Position> next = segment.nextWhole(at);
        String place = segment.file().getFileName() + " at byte " + at + ": ";
        if (next.isPresent()) {
            damages.add(place + reason + "; the next whole record stands at byte " + next.get().offset());
            return next.get().offset();
        }
        if (segment.read(at) instanceof Found.Broken(var torn)) {
            if (newest) {
                tornTail = Optional.of(place + torn);
            } else {
                damages.add(place + torn + "; no whole record follows in this segment");
            }
        }
        return END;
    }
}
