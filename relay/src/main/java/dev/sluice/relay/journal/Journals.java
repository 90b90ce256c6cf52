package dev.sluice.relay.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.relay.journal.folder.FolderHold;
import dev.sluice.relay.journal.folder.JournalFolder;
import dev.sluice.relay.journal.folder.JournalFolderUnusable;
import dev.sluice.relay.journal.segment.JournalSettings;

/// The folder of all journals of a relay: makes new ones and finds what earlier runs left.
public final class Journals {

    private static final Logger log = LoggerFactory.getLogger(Journals.class);

    private final Path path;
    private final JournalSettings settings;
    private final InstantSource clock;
    private final Supplier<UUID> uuids;
    private final Executor background;
    private @Nullable FolderHold hold;

    /// `uuids` gives time-ordered UUIDs; `background` makes spare segments and may block.
    public Journals(Path path, JournalSettings settings, InstantSource clock, Supplier<UUID> uuids,
            Executor background) {
        this.path = path;
        this.settings = settings;
        this.clock = clock;
        this.uuids = uuids;
        this.background = background;
    }

    public int partitions() {
        return settings.partitions();
    }

    /// Takes the folder for this process. Throws `JournalFolderUnusable` when it cannot be written or another
    /// relay works in it.
    public void hold() {
        try {
            hold = FolderHold.take(path).orElseThrow(() -> JournalFolderUnusable.inUse(path));
        } catch (IOException e) {
            throw JournalFolderUnusable.unwritable(path, e);
        }
    }

    /// Leaves the folder to others.
    public void release() throws IOException {
        FolderHold.close(hold);
        hold = null;
    }

    /// A new, empty journal under a new id. Throws `IOException` that names folder and cause.
    public Journal create() throws IOException {
        JournalId id = JournalId.of(uuids.get());
        JournalFolder folder = JournalFolder.lock(path, id)
                .orElseThrow(() -> new IOException("journal folder " + path.resolve(id.value())
                        + " is locked by another process (expected: one relay per folder)"));
        try {
            return Journal.open(folder, JournalContents.none(settings.partitions()), settings, clock, background);
        } catch (IOException e) {
            folder.delete();
            throw e;
        }
    }

    /// Locks every journal that an earlier run left. One that another process holds belongs to a living relay
    /// and is left alone.
    public List<Leftover> leftovers() throws IOException {
        Files.createDirectories(path);
        List<Leftover> found = new ArrayList<>();
        for (JournalId id : ids()) {
            JournalFolder.lock(path, id).ifPresentOrElse(
                    folder -> found.add(new Leftover(folder, settings, clock, uuids, background)),
                    () -> log.atWarn().addKeyValue("journal", id).addKeyValue("folder", path)
                            .log("journal is locked by another process and left to it"));
        }
        return found;
    }

    private List<JournalId> ids() throws IOException {
        return ids(path);
    }

    public static List<JournalId> ids(Path path) throws IOException {
        try (Stream<Path> folders = Files.list(path)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith(JournalId.PREFIX)).map(JournalId::new).sorted().toList();
        }
    }
}
