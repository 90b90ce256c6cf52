package dev.sluice.streams.accounts.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.journal.JournalProgress;
import dev.sluice.contracts.journal.SequenceWindow;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.accounts.EventfulAccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The binary form of the rows. `golden/rows-v1.txt` and so on hold rows as those versions wrote them: they are
/// never edited, what they show must load for ever. `-Dgolden.write=true` writes the last where there is none.
class RowCodecTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Path THIRD = FOLDER.resolve("rows-v3.txt");

    @Test
    void everyRowIsReadAndWrittenBackTheSame() {
        Map<String, byte[]> rows = rows();

        assertThat(rows.keySet()).extracting(key -> key.charAt(0)).contains('u', 'k', 'o', 't', 'j');
        rows.forEach((key, bytes) -> assertThat(rewritten(key, bytes)).as(key).isEqualTo(bytes));
    }

    /// Version 1 kept reservations as JSON, and until version 2 the limits were those of the shipped plan.
    @ParameterizedTest
    @ValueSource(strings = {"rows-v1.txt", "rows-v2.txt"})
    void theRowsOfEarlierVersionsStillLoadAndMeanTheSame(String file) throws IOException {
        Map<String, byte[]> rows = rows();
        Map<String, String> earlier = golden(FOLDER.resolve(file));

        assertThat(earlier.keySet()).isEqualTo(rows.keySet());
        earlier.forEach((key, hex) -> assertThat(rewritten(key, HexFormat.of().parseHex(hex))).as(key)
                .isEqualTo(rows.get(key)));
    }

    @Test
    void theRowsOfVersion3AreStillWrittenTheSame() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        rows().forEach((key, bytes) -> rows.put(key, HexFormat.of().formatHex(bytes)));
        if (Boolean.getBoolean("golden.write") && !Files.exists(THIRD)) {
            StringBuilder text = new StringBuilder();
            rows.forEach((key, hex) -> text.append(key).append(' ').append(hex).append('\n'));
            Files.writeString(THIRD, text);
        }

        assertThat(golden(THIRD)).isEqualTo(rows);
    }

    @Test
    void everyFieldOfAReservationComesBack() {
        UsageReserved full = new UsageReserved("not-a-uuid", RequestId.of(new UUID(1, 2)), UserId.of(new UUID(3, 4)),
                KeyId.of(new UUID(5, 6)), "relay-1", Instant.parse("2026-11-23T12:00:00.123456789Z"),
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", Instant.EPOCH, Service.CODEX,
                "/v1/responses",
                "gpt-5", true, new PriceBookId("pb-2026-11-23.1"), new TokenUsage(1, 20, 3, 4, 5, 6, 7, 8),
                NanoUsd.of(Long.MAX_VALUE), Long.MAX_VALUE, "session", "free", Map.of("a", "1", "b", "ü"));
        OpenRow row = new OpenRow(full.keyId(), JournalId.of(new UUID(7, 8)), full, -1, 2, 3, 4,
                TokenUsage.of(5, 6));

        assertThat(RowCodec.open(RowCodec.encode(row))).isEqualTo(row);
        OpenRow early = new OpenRow(full.keyId(), null, null, 0, 2, 3, 1, null);
        assertThat(RowCodec.open(RowCodec.encode(early))).isEqualTo(early);
    }

    /// Rows of `RowCodec`: those that say what was told have a form and a version of their own.
    private static Map<String, byte[]> rows() {
        Map<String, byte[]> rows = new TreeMap<>(EventfulAccount.rows());
        rows.keySet().removeIf(key -> key.startsWith(StoredRows.TOLD));
        return rows;
    }

    private static Map<String, String> golden(Path file) throws IOException {
        Map<String, String> golden = new TreeMap<>();
        for (String line : Files.readString(file, StandardCharsets.UTF_8).lines().toList()) {
            golden.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
        }
        return golden;
    }

    private static byte[] rewritten(String key, byte[] bytes) {
        return RowCodec.current(key, bytes);
    }

    @Test
    void numbersOfAllSizesComeBack() {
        long[] numbers = {0, 1, -1, 63, -64, 64, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE};
        for (long number : numbers) {
            JournalProgress progress = new JournalProgress(new SequenceWindow(number, Map.of()), Map.of(number, number),
                    number, number);

            JournalProgress back = RowCodec.journalProgress(RowCodec.encode(progress));

            assertThat(back.watermarkMillis()).isEqualTo(number);
            assertThat(back.marks()).isEqualTo(Map.of(number, number));
        }
    }

    @Test
    void refusesAVersionItDoesNotKnowAndSaysSo() {
        assertThatThrownBy(() -> RowCodec.user(new byte[]{9, 0})).hasMessage("row: version 9 (expected: 1..3)");
    }
}
