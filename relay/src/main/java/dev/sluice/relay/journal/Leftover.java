package dev.sluice.relay.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.relay.journal.folder.JournalFolder;
import dev.sluice.relay.journal.segment.JournalSettings;

/// A journal of an earlier run, locked and not read yet. Closing it writes what is missing: an abandonment
/// for each open request, a stub for each record that damage destroyed, `JournalClosed` in each partition it
/// used.
public final class Leftover {

    private static final Logger log = LoggerFactory.getLogger(Leftover.class);

    private final JournalFolder folder;
    private final JournalSettings settings;
    private final InstantSource clock;
    private final Supplier<UUID> uuids;
    private final Executor background;

    Leftover(JournalFolder folder, JournalSettings settings, InstantSource clock, Supplier<UUID> uuids,
            Executor background) {
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
        this.uuids = uuids;
        this.background = background;
    }

    public JournalId id() {
        return folder.id();
    }

    /// Reads the journal and ends it. What is returned only has to be forwarded; empty when there was nothing in
    /// the folder, which is gone then. Throws `JournalUnreadable` when it is not ours to repair, and
    /// `IOException` when the disk refuses: then it may be tried again.
    public Optional<Journal> close() throws IOException {
        JournalContents contents = JournalContents.read(folder, settings.partitions());
        if (contents.segments().isEmpty()) {
            folder.delete();
            return Optional.empty();
        }
        report(contents);
        Journal journal = Journal.open(folder, contents, settings, clock, background);
        try {
            JournalEnd.write(journal, contents.missing(), contents.closed(), clock, uuids);
        } catch (UncheckedIOException e) {
            journal.letGo();
            throw new IOException(e.getMessage(), e);
        }
        return Optional.of(journal);
    }

    private void report(JournalContents contents) {
        log.atInfo().addKeyValue("journal", id()).addKeyValue("unacknowledgedBytes", contents.backlog().bytes())
                .addKeyValue("openRequests", contents.open().size()).addKeyValue("tornTails", contents.tornTails())
                .log("journal of an earlier run adopted");
        if (contents.damages() > 0 || contents.foreign() > 0) {
            log.atError().addKeyValue("journal", id()).addKeyValue("folder", folder.path())
                    .addKeyValue("damagedPlaces", contents.damages())
                    .addKeyValue("recordsLost", contents.missing().size())
                    .addKeyValue("recordsNotUnderstood", contents.foreign())
                    .log("journal is damaged: what is whole is forwarded, stubs take the place of what is lost");
        }
    }
}
