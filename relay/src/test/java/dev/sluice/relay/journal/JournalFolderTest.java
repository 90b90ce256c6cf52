package dev.sluice.relay.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.relay.journal.folder.JournalFolderUnusable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A relay that cannot have its folder for itself says so in one sentence.
class JournalFolderTest {

    @TempDir
    Path folder;

    @Test
    void belongsToOneRelayAtATime() throws IOException {
        Journals first = JournalSamples.journals(folder);
        Journals second = JournalSamples.journals(folder);
        first.hold();

        assertThatThrownBy(second::hold).isInstanceOf(JournalFolderUnusable.class)
                .hasMessage("journal folder " + folder
                        + ": it is used by another relay that runs (expected: one relay per folder; set SLUICE_DATA)");

        first.release();
        second.hold();
        second.release();
    }

    @Test
    void isMadeWhereItIsMissing() throws IOException {
        Journals journals = JournalSamples.journals(folder.resolve("not/there/yet"));

        journals.hold();

        assertThat(folder.resolve("not/there/yet/lock")).exists();
        journals.release();
    }

    @Test
    void isRefusedWhereAFileIsInTheWay() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(JournalSamples.journals(file)::hold).isInstanceOf(JournalFolderUnusable.class)
                .hasMessageContaining("journal folder " + file + ": it is a file (expected: ");
        assertThatThrownBy(JournalSamples.journals(file.resolve("below"))::hold)
                .isInstanceOf(JournalFolderUnusable.class).hasMessageContaining("Not a directory (expected: ");
    }
}
