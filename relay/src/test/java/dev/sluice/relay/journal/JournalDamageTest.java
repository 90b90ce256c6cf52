package dev.sluice.relay.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.relay.journal.segment.JournalRecord;
import dev.sluice.relay.journal.segment.Position;
import dev.sluice.relay.journal.segment.Segment;

import static dev.sluice.relay.journal.JournalSamples.adopted;
import static dev.sluice.relay.journal.JournalSamples.create;
import static dev.sluice.relay.journal.JournalSamples.records;
import static dev.sluice.relay.journal.JournalSamples.request;
import static org.assertj.core.api.Assertions.assertThat;

/// Bytes of a journal change on the disk between two runs: what is whole is kept, and stubs take the numbers
/// of the rest, so that whoever waits for a dense sequence goes on.
class JournalDamageTest {

    private static final int RECORDS = 10;
    private static final byte[] DAMAGE = {1, 2, 3};
    private static final int INTO_THE_JSON = 200;

    private final JournalSamples samples = new JournalSamples();

    @TempDir
    Path folder;

    @Test
    void losesOnlyTheRecordThatIsDamagedWhicheverItIs() throws IOException {
        for (int damaged = 0; damaged < RECORDS - 1; damaged++) {
            Path journals = Files.createDirectory(folder.resolve("damage" + damaged));
            damage(journals, damaged);

            try (Journal journal = adopted(journals)) {
                List<JournalRecord> records = records(journal);

                assertThat(records).extracting(JournalRecord::pseq)
                        .containsExactlyInAnyOrderElementsOf(upTo(RECORDS));
                assertThat(stubs(records)).containsExactly((long) damaged);
            }
        }
    }

    @Test
    void stepsOverASegmentThatIsGoneAsAWhole() throws IOException {
        JournalId id;
        long numbers;
        try (Journal journal = create(folder)) {
            id = journal.id();
            while (!Files.exists(Segment.file(folder.resolve(id.value()), 3))) {
                samples.append(journal, samples.settled(request()));
            }
            numbers = journal.nextPseq(samples.partition);
        }
        Files.delete(Segment.file(folder.resolve(id.value()), 2));

        List<JournalRecord> records = records(adopted(folder));

        assertThat(records).extracting(JournalRecord::pseq).containsExactlyInAnyOrderElementsOf(upTo(numbers));
        assertThat(stubs(records)).hasSizeBetween((int) numbers / 3, (int) numbers * 2 / 3);
    }

    @Test
    void beginsAtTheFirstRecordWhereTheCursorIsDamaged() throws IOException {
        JournalId id;
        try (Journal journal = create(folder)) {
            id = journal.id();
            samples.append(journal, samples.settled(request()));
            JournalRecord first = records(journal).getFirst();
            journal.acknowledged(first.next(), first.bytes(), first.nanoUsd(), first.atMillis());
        }
        overwrite(folder.resolve(id.value()).resolve("cursor"), 0, new byte[48]);

        assertThat(records(adopted(folder))).extracting(JournalRecord::pseq).containsExactly(0L, 1L);
    }

    private void damage(Path journals, int damaged) throws IOException {
        JournalId id;
        List<Position> ends = new ArrayList<>();
        int begin;
        try (Journal journal = create(journals)) {
            id = journal.id();
            begin = journal.reader().position().offset();
            for (int n = 0; n < RECORDS; n++) {
                ends.add(samples.append(journal, samples.settled(request())));
            }
        }
        int from = damaged == 0 ? begin : ends.get(damaged - 1).offset();
        overwrite(Segment.file(journals.resolve(id.value()), 1), from + INTO_THE_JSON, DAMAGE);
    }

    private static List<Long> stubs(List<JournalRecord> records) {
        return records.stream().filter(
                record -> AccountEventCodec.decode(record.type(), record.json()) instanceof JournalMark)
                .map(JournalRecord::pseq).toList();
    }

    /// The numbers of the records and of the `JournalClosed` behind them.
    private static List<Long> upTo(long records) {
        return LongStream.rangeClosed(0, records).boxed().toList();
    }

    private static void overwrite(Path file, long at, byte[] bytes) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.seek(at);
            opened.write(bytes);
        }
    }
}
