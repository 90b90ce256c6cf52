package dev.sluice.relay.journal.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.JournalReader;
import dev.sluice.relay.journal.JournalSamples;
import dev.sluice.relay.journal.segment.JournalRecord;
import dev.sluice.relay.journal.segment.Position;

import static org.assertj.core.api.Assertions.assertThat;

class JournalCommandTest {

    private final JournalSamples samples = new JournalSamples();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void listsJournalsWithTheirStateAlsoBesideTheRelayThatWritesThem() throws IOException {
        Journal written = JournalSamples.journals(folder).create();
        try (written) {
            samples.append(written, samples.settled(JournalSamples.request()));
            samples.append(written, samples.settled(JournalSamples.request()));
            acknowledge(written, 1);

            assertThat(run("list")).isEqualTo(JournalCommand.FINE);
            assertThat(told()).hasSize(2);
            assertThat(told().getFirst()).matches("JOURNAL +BYTES +RECORDS +WAITING +CURSOR +STATE");
            assertThat(told().getLast()).matches(written.id() + " +1048576 +2 +1 +1:\\d+ +in use");
        }
        out.reset();
        assertThat(run("list", written.id().value())).isEqualTo(JournalCommand.FINE);
        assertThat(told().getLast()).endsWith("left");
    }

    @Test
    void saysWhenAnEndedJournalWaitsForKafkaAndWhenKafkaHasAllOfIt() throws IOException {
        try (Journal journal = JournalSamples.journals(folder).create()) {
            samples.append(journal, samples.settled(JournalSamples.request()));
        }
        try (Journal ended = JournalSamples.journals(folder).leftovers().getFirst().close().orElseThrow()) {
            assertThat(ended.drained()).isFalse();
        }
        assertThat(run("list")).isEqualTo(JournalCommand.FINE);
        assertThat(told().getLast()).endsWith("waits");
        try (Journal ended = JournalSamples.journals(folder).leftovers().getFirst().close().orElseThrow()) {
            acknowledge(ended, 2);
        }

        out.reset();
        assertThat(run("list")).isEqualTo(JournalCommand.FINE);
        assertThat(told().getLast()).endsWith("delivered");
    }

    @Test
    void verifiesChecksumsAndNumbersAndNamesTheDamagedPlace() throws IOException {
        Position first = written();
        assertThat(run("verify")).isEqualTo(JournalCommand.FINE);
        assertThat(told()).singleElement().asString().endsWith(": 3 records are whole, no number is missing");
        overwrite(first.offset() + 60);
        out.reset();

        assertThat(run("verify")).isEqualTo(JournalCommand.DAMAGED);

        assertThat(told().get(0)).endsWith(": 2 records are whole, 2 damages");
        assertThat(told().get(1)).startsWith("  damage: 0000000001.segment at byte " + first.offset()
                + ": CRC32C differs (expected: ").contains("; the next whole record stands at byte ");
        assertThat(told().get(2)).isEqualTo("  damage: partition " + samples.partition
                + ": numbers 1..1 are missing");
    }

    @Test
    void callsATornTailByItsNameAndNoDamage() throws IOException {
        written();
        try (Journal journal = JournalSamples.journals(folder).leftovers().getFirst().close().orElseThrow()) {
            assertThat(journal.openCount()).isZero();
        }
        overwrite(lastRecord().offset() - 30);

        assertThat(run("verify")).isEqualTo(JournalCommand.FINE);

        assertThat(told().getLast()).startsWith("  torn tail: 0000000001.segment at byte ")
                .endsWith("; the next run of the relay cuts it");
    }

    @Test
    void exportsRecordsAsLinesOfJson() throws IOException {
        written();

        assertThat(run("export")).isEqualTo(JournalCommand.FINE);

        assertThat(told()).hasSize(3);
        JsonNode line = SluiceJson.mapper().readTree(told().get(1));
        assertThat(line.get("pseq").asLong()).isEqualTo(1);
        assertThat(line.get("kind").asString()).isEqualTo("event");
        assertThat(line.get("type").asString()).endsWith(".UsageSettled");
        assertThat(line.get("event").get("userId").asString()).isEqualTo(samples.user.value());
    }

    @Test
    void saysInOneSentenceWhatWasAskedWrongly() {
        assertThat(run("open")).isEqualTo(JournalCommand.USAGE);
        assertThat(run("list", "jn_none")).isEqualTo(JournalCommand.USAGE);
        assertThat(new JournalCommand(stream(out), stream(err)).run(List.of("list", "--folder"), Map.of()))
                .isEqualTo(JournalCommand.USAGE);
        assertThat(new JournalCommand(stream(out), stream(err)).run(List.of("list"),
                Map.of("SLUICE_DATA", folder.resolve("nowhere").toString()))).isEqualTo(JournalCommand.USAGE);

        assertThat(err.toString(StandardCharsets.UTF_8).lines()).containsExactly(
                "journal open --folder " + folder
                        + " (expected: journal list|verify|export [--folder DIR] [ID])",
                "journal jn_none is not in " + folder + " (expected: one that `journal list` shows)",
                "--folder: nothing follows (expected: a folder of journals): "
                        + "journal list|verify|export [--folder DIR] [ID]",
                "journal folder " + folder.resolve("nowhere/journal")
                        + " is not there (expected: --folder DIR or SLUICE_DATA)");
        assertThat(out.size()).isZero();
    }

    private int run(String verb, String... id) {
        List<String> words = id.length == 0
                ? List.of(verb, "--folder", folder.toString())
                : List.of(verb, id[0], "--folder", folder.toString());
        return new JournalCommand(stream(out), stream(err)).run(words, Map.of());
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private List<String> told() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /// Three records; answers where the first one ends.
    private Position written() throws IOException {
        try (Journal journal = JournalSamples.journals(folder).create()) {
            Position first = samples.append(journal, samples.settled(JournalSamples.request()));
            samples.append(journal, samples.settled(JournalSamples.request()));
            samples.append(journal, samples.settled(JournalSamples.request()));
            return first;
        }
    }

    private Position lastRecord() throws IOException {
        try (Journal journal = JournalSamples.journals(folder).leftovers().getFirst().close().orElseThrow()) {
            JournalReader reader = journal.reader();
            Position end = reader.position();
            for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
                end = record.next();
            }
            return end;
        }
    }

    private static void acknowledge(Journal journal, int records) {
        JournalReader reader = journal.reader();
        for (int n = 0; n < records; n++) {
            JournalRecord record = reader.next();
            if (record != null) {
                journal.acknowledged(record.next(), record.bytes(), record.nanoUsd(), record.atMillis());
            }
        }
    }

    private void overwrite(long at) throws IOException {
        try (var journals = Files.list(folder)) {
            Path segment = journals.findFirst().orElseThrow().resolve("0000000001.segment");
            try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
                file.seek(at);
                file.write(new byte[]{1, 2, 3});
            }
        }
    }
}
