package dev.sluice.relay.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.relay.journal.folder.JournalFolderUnusable;
import dev.sluice.relay.journal.segment.JournalRecord;

import static dev.sluice.relay.journal.JournalSamples.SEGMENT_BYTES;
import static dev.sluice.relay.journal.JournalSamples.records;
import static dev.sluice.relay.journal.JournalSamples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A real file system without room: a tmpfs of a few megabytes.
class FullDiskTest {

    private static final int DISK_BYTES = 4 * SEGMENT_BYTES;
    private static final int LESS_THAN_A_SEGMENT = SEGMENT_BYTES / 2;

    private final JournalSamples samples = new JournalSamples();

    @TempDir
    Path folder;

    private SmallDisk disk;

    @BeforeEach
    void mount() throws IOException {
        disk = SmallDisk.mounted(folder.resolve("disk"), DISK_BYTES);
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void refusesNewRequestsWhileThereIsRoomForTheEndsOfThoseThatRun() throws IOException {
        try (Journal journal = JournalSamples.create(disk.path())) {
            disk.fillUpTo(LESS_THAN_A_SEGMENT);
            appendUpTo(journal, SEGMENT_BYTES * 5L / 4);
            assertThat(journal.diskShortage()).isEmpty();

            appendUpTo(journal, SEGMENT_BYTES * 7L / 4);

            assertThat(journal.diskShortage()).hasValueSatisfying(sentence -> assertThat(sentence)
                    .contains("No space left on device", SEGMENT_BYTES + " bytes of room"));
            samples.append(journal, samples.settled(request()));
        }
    }

    @Test
    void usesNoNumberForWhatTheDiskRefusesAndGoesOnOnceThereIsRoom() throws IOException {
        try (Journal journal = JournalSamples.create(disk.path())) {
            disk.fillUpTo(LESS_THAN_A_SEGMENT);
            assertThatThrownBy(() -> appendUpTo(journal, 3L * SEGMENT_BYTES)).isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("No space left on device");
            long numbers = journal.nextPseq(samples.partition);

            disk.makeRoom();
            journal.retrySpare();

            assertThat(journal.diskShortage()).isEmpty();
            samples.append(journal, samples.settled(request()));
            assertThat(records(journal)).hasSize((int) numbers + 1);
        }
    }

    @Test
    void makesRoomForItselfByForwarding() throws IOException {
        try (Journal journal = JournalSamples.create(disk.path())) {
            disk.fillUpTo(LESS_THAN_A_SEGMENT);
            appendUpTo(journal, SEGMENT_BYTES * 7L / 4);
            assertThat(journal.diskShortage()).isPresent();

            for (JournalRecord record : records(journal)) {
                journal.acknowledged(record.next(), record.bytes(), record.nanoUsd(), record.atMillis());
            }
            journal.retrySpare();

            assertThat(journal.diskShortage()).isEmpty();
        }
    }

    @Test
    void keepsAJournalOfAnEarlierRunUntilThereIsRoomToEndIt() throws IOException {
        int open = 0;
        try (Journal journal = JournalSamples.create(disk.path())) {
            while (journal.backlog().bytes() < SEGMENT_BYTES * 9L / 10) {
                samples.append(journal, samples.reserved(request()));
                open++;
            }
        }
        Leftover leftover = JournalSamples.journals(disk.path()).leftovers().getFirst();
        Files.delete(disk.path().resolve(leftover.id().value()).resolve("spare"));
        disk.fillUpTo(LESS_THAN_A_SEGMENT);
        assertThatThrownBy(leftover::close).isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");

        disk.makeRoom();

        try (Journal journal = leftover.close().orElseThrow()) {
            assertThat(records(journal)).hasSize(2 * open + 1);
        }
    }

    @Test
    void isNamedWhereNothingMayBeWritten() {
        disk.readOnly();

        assertThatThrownBy(JournalSamples.journals(disk.path().resolve("journal"))::hold)
                .isInstanceOf(JournalFolderUnusable.class).hasMessageContaining("Read-only file system (expected: ");
    }

    @Test
    void isNamedWhereAJournalDoesNotFit() throws IOException {
        disk.fillUpTo(LESS_THAN_A_SEGMENT);

        assertThatThrownBy(() -> JournalSamples.journals(disk.path()).create()).isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
        assertThat(disk.path().toFile().list()).containsExactly("filler");
    }

    private void appendUpTo(Journal journal, long bytes) {
        while (journal.backlog().bytes() < bytes) {
            samples.append(journal, samples.settled(request()));
        }
    }
}
