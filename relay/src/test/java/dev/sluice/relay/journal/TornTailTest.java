package dev.sluice.relay.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.relay.journal.folder.JournalFolder;
import dev.sluice.relay.journal.segment.Segment;

import static dev.sluice.relay.journal.JournalSamples.request;
import static org.assertj.core.api.Assertions.assertThat;

/// The last of three records ends at each of its bytes in turn: as `kill -9` leaves it, which is without the
/// length that is written last, and as a power cut may leave it, with the length and without the rest.
class TornTailTest {

    private static final int LENGTH_BYTES = 4;
    private static final int ZEROS_BEHIND = 4_096;

    private final JournalSamples samples = new JournalSamples();

    @TempDir
    Path folder;

    private JournalId id;
    private Path segment;
    private byte[] whole;
    private int lastFrom;
    private int lastTo;

    @BeforeEach
    void writeThreeRecords() throws IOException {
        try (Journal journal = JournalSamples.create(folder)) {
            id = journal.id();
            samples.append(journal, samples.settled(request()));
            lastFrom = samples.append(journal, samples.reserved(request())).offset();
            lastTo = samples.append(journal, samples.settled(request())).offset();
        }
        segment = Segment.file(folder.resolve(id.value()), 1);
        whole = Arrays.copyOf(Files.readAllBytes(segment), lastTo + ZEROS_BEHIND);
    }

    @Test
    void keepsWhatIsWholeWhereverAKilledProcessStopped() throws IOException {
        for (int at = lastFrom; at <= lastTo; at++) {
            byte[] torn = upTo(at);
            Arrays.fill(torn, lastFrom, lastFrom + LENGTH_BYTES, (byte) 0);

            assertTwoRecordsAndATailToWriteOn(torn, at);
        }
    }

    @Test
    void keepsWhatIsWholeWhereverAPowerCutStopped() throws IOException {
        int end = lastTo;
        while (whole[end - 1] == 0) {
            end--;
        }
        for (int at = lastFrom; at < end; at++) {
            assertTwoRecordsAndATailToWriteOn(upTo(at), at);
        }
    }

    private byte[] upTo(int at) {
        byte[] torn = whole.clone();
        Arrays.fill(torn, at, torn.length, (byte) 0);
        return torn;
    }

    private void assertTwoRecordsAndATailToWriteOn(byte[] torn, int at) throws IOException {
        Files.write(segment, torn);
        try (JournalFolder locked = JournalFolder.lock(folder, id).orElseThrow()) {
            JournalContents contents = JournalContents.read(locked, JournalSamples.PARTITIONS);
            assertThat(contents.nextPseqs()[samples.partition]).as("cut at %d", at).isEqualTo(2);
            assertThat(contents.missing()).as("cut at %d", at).isEmpty();
            assertThat(contents.damages()).as("cut at %d", at).isZero();
            assertThat(contents.segments().firstEntry().getValue().end().offset()).as("cut at %d", at)
                    .isEqualTo(lastFrom);
            contents.segments().values().forEach(Segment::close);
        }
    }
}
