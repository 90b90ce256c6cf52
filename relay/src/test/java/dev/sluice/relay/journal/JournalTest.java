package dev.sluice.relay.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.account.UsageAbandoned;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.journal.segment.JournalRecord;
import dev.sluice.relay.journal.segment.JournalRecord.Kind;
import dev.sluice.relay.journal.segment.JournalUnreadable;
import dev.sluice.relay.journal.segment.Position;
import dev.sluice.relay.journal.segment.Segment;

import static dev.sluice.relay.journal.JournalSamples.adopted;
import static dev.sluice.relay.journal.JournalSamples.create;
import static dev.sluice.relay.journal.JournalSamples.records;
import static dev.sluice.relay.journal.JournalSamples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JournalTest {

    private final JournalSamples samples = new JournalSamples();

    private static final Path FULL_DISK = Path.of("/dev/full");

    @TempDir
    Path folder;

    @Test
    void readsBackWhatWasAppendedWithDenseNumbers() {
        Journal journal = create(folder);
        UsageSettled event = samples.settled(request());
        samples.append(journal, samples.reserved(request()));
        samples.append(journal, event);

        List<JournalRecord> records = records(journal);

        assertThat(records).extracting(JournalRecord::pseq).containsExactly(0L, 1L);
        assertThat(AccountEventCodec.decode(records.get(1).type(), records.get(1).json())).isEqualTo(event);
        assertThat(records.get(1).key()).isEqualTo(samples.user.value());
    }

    @Test
    void endsAnEarlierJournalByAbandoningWhatIsOpenWithItsLastProgress() throws IOException {
        RequestId open = request();
        RequestId finished = request();
        try (Journal journal = create(folder)) {
            samples.append(journal, samples.reserved(open));
            samples.append(journal, samples.reserved(finished));
            samples.append(journal, samples.extended(open, 321));
            samples.append(journal, samples.settled(finished));
        }

        List<JournalRecord> records = records(adopted(folder));

        assertThat(records).extracting(JournalRecord::pseq).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(decoded(records.get(4))).isInstanceOfSatisfying(UsageAbandoned.class, abandoned -> {
            assertThat(abandoned.requestId()).isEqualTo(open);
            assertThat(abandoned.progress()).isEqualTo(TokenUsage.of(1_000, 321));
        });
        assertThat(decoded(records.get(5))).isInstanceOfSatisfying(JournalClosed.class,
                closed -> assertThat(closed.lastPseq()).isEqualTo(5));
    }

    @Test
    void endsAJournalOnlyOnce() throws IOException {
        try (Journal journal = create(folder)) {
            samples.append(journal, samples.reserved(request()));
        }
        int once;
        try (Journal journal = adopted(folder)) {
            once = records(journal).size();
        }

        assertThat(records(adopted(folder))).hasSize(once);
    }

    @Test
    void cutsATornTailAtTheLastWholeRecord() throws IOException {
        Position end;
        try (Journal journal = create(folder)) {
            samples.append(journal, samples.settled(request()));
            end = samples.append(journal, samples.settled(request()));
            samples.append(journal, samples.settled(request()));
        }
        overwrite(end.offset() + 60, new byte[]{1, 2, 3});

        assertThat(records(adopted(folder))).extracting(JournalRecord::pseq).containsExactly(0L, 1L, 2L);
    }

    @Test
    void putsAStubInThePlaceOfARecordThatDamageDestroyed() throws IOException {
        Position end;
        try (Journal journal = create(folder)) {
            end = samples.append(journal, samples.settled(request()));
            samples.append(journal, samples.settled(request()));
            samples.append(journal, samples.settled(request()));
        }
        overwrite(end.offset() + 60, new byte[]{1, 2, 3});

        List<JournalRecord> records = records(adopted(folder));

        assertThat(records).extracting(JournalRecord::pseq).containsExactly(0L, 2L, 1L, 3L);
        assertThat(decoded(records.get(2))).isInstanceOf(JournalMark.class);
    }

    @Test
    void carriesOpenRequestsOnWhenTheirSegmentGoes() throws IOException {
        RequestId open = request();
        try (Journal journal = create(folder)) {
            samples.append(journal, samples.reserved(open));
            samples.append(journal, samples.extended(open, 99));
            forwardAll(journal, samples, 3 * JournalSamples.SEGMENT_BYTES);
            assertThat(Files.exists(Segment.file(folder.resolve(journal.id().value()), 1))).isFalse();
        }

        List<JournalRecord> records = records(adopted(folder));

        assertThat(records.stream().filter(record -> record.kind() == Kind.EVENT).map(JournalTest::decoded)
                .filter(UsageAbandoned.class::isInstance).map(UsageAbandoned.class::cast))
                .singleElement().satisfies(abandoned -> {
                    assertThat(abandoned.requestId()).isEqualTo(open);
                    assertThat(abandoned.progress()).isEqualTo(TokenUsage.of(1_000, 99));
                });
    }

    @Test
    void countsWhatIsNotAcknowledged() {
        Journal journal = create(folder);
        samples.append(journal, samples.reserved(request()));
        JournalRecord first = records(journal).getFirst();
        samples.append(journal, samples.reserved(request()));
        assertThat(journal.backlog().nanoUsd()).isEqualTo(2 * 33_720_000L);

        journal.acknowledged(first.next(), first.bytes(), first.nanoUsd(), first.atMillis());

        assertThat(journal.backlog().nanoUsd()).isEqualTo(33_720_000L);
        assertThat(journal.drained()).isFalse();
    }

    @Test
    void leavesAJournalAloneThatAnotherWriterHolds() throws IOException {
        try (Journal held = create(folder)) {
            assertThat(held.nextPseq(0)).isZero();
            assertThat(JournalSamples.journals(folder).leftovers()).isEmpty();
        }
    }

    @Test
    void saysThatTheDiskIsFullWhileThereIsStillRoomForWhatEndsRequests() throws IOException {
        Queue<Runnable> background = new ArrayDeque<>();
        Journal journal = JournalSamples.journals(folder, background::add).create();
        Path spare = folder.resolve(journal.id().value()).resolve("spare");
        Files.createSymbolicLink(spare, FULL_DISK);
        background.remove().run();
        assertThat(journal.diskShortage()).isEmpty();

        fill(journal, JournalSamples.SEGMENT_BYTES * 3 / 4);

        assertThat(journal.diskShortage()).hasValueSatisfying(sentence -> assertThat(sentence)
                .contains(spare.toString(), "No space left on device", "1048576 bytes of room"));
    }

    @Test
    void refusesToAppendOnceTheDiskIsFullAndGoesOnWhenItIsNotAnyMore() throws IOException {
        Journal journal = JournalSamples.journals(folder, _ -> {
        }).create();
        Files.createSymbolicLink(folder.resolve(journal.id().value()).resolve("spare"), FULL_DISK);
        assertThatThrownBy(() -> fill(journal, JournalSamples.SEGMENT_BYTES))
                .isInstanceOf(UncheckedIOException.class);
        long numbers = journal.nextPseq(samples.partition);

        samples.append(journal, samples.settled(request()));

        assertThat(journal.nextPseq(samples.partition)).isEqualTo(numbers + 1);
        assertThat(records(journal)).hasSize((int) numbers + 1);
    }

    @Test
    void refusesASegmentThatIsNotOurs() throws IOException {
        try (Journal journal = create(folder)) {
            samples.append(journal, samples.settled(request()));
        }
        overwrite(0, new byte[]{'n', 'o'});

        assertThatThrownBy(() -> adopted(folder)).isInstanceOf(JournalUnreadable.class)
                .hasMessageContaining("0000000001.segment").hasMessageContaining("(expected: format 1)");
    }

    private void fill(Journal journal, int bytes) {
        while (journal.backlog().bytes() < bytes) {
            samples.append(journal, samples.settled(request()));
        }
    }

    private static void forwardAll(Journal journal, JournalSamples samples, int bytes) {
        JournalReader reader = journal.reader();
        for (int written = 0; written < bytes;) {
            RequestId request = request();
            samples.append(journal, samples.reserved(request));
            samples.append(journal, samples.settled(request));
            for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
                written += record.bytes();
                journal.acknowledged(record.next(), record.bytes(), record.nanoUsd(), record.atMillis());
            }
        }
    }

    private static Object decoded(JournalRecord record) {
        return AccountEventCodec.decode(record.type(), record.json());
    }

    private void overwrite(long at, byte[] bytes) throws IOException {
        try (var journals = Files.list(folder)) {
            Path journal = journals.findFirst().orElseThrow();
            try (RandomAccessFile file = new RandomAccessFile(Segment.file(journal, 1).toFile(), "rw")) {
                file.seek(at);
                file.write(bytes);
            }
        }
    }
}
