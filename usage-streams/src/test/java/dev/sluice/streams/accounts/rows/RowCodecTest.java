package dev.sluice.streams.accounts.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.journal.JournalProgress;
import dev.sluice.contracts.journal.SequenceWindow;
import dev.sluice.streams.accounts.EventfulAccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The binary form of the rows. `golden/rows-v1.txt` holds rows as version 1 wrote them: it is never edited,
/// what it shows must load for ever. `-Dgolden.write=true` writes it where there is none.
class RowCodecTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/rows-v1.txt");

    @Test
    void everyRowIsReadAndWrittenBackTheSame() {
        Map<String, byte[]> rows = EventfulAccount.rows();

        assertThat(rows.keySet()).extracting(key -> key.charAt(0)).contains('u', 'k', 'o', 't', 'j');
        rows.forEach((key, bytes) -> assertThat(rewritten(key, bytes)).as(key).isEqualTo(bytes));
    }

    @Test
    void theRowsOfVersion1StillLoadAndAreStillWritten() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        EventfulAccount.rows().forEach((key, bytes) -> rows.put(key, HexFormat.of().formatHex(bytes)));
        if (Boolean.getBoolean("golden.write") && !Files.exists(GOLDEN)) {
            StringBuilder text = new StringBuilder();
            rows.forEach((key, hex) -> text.append(key).append(' ').append(hex).append('\n'));
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, text);
        }

        Map<String, String> golden = new TreeMap<>();
        for (String line : Files.readString(GOLDEN, StandardCharsets.UTF_8).lines().toList()) {
            golden.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
        }
        golden.forEach((key, hex) -> rewritten(key, HexFormat.of().parseHex(hex)));
        assertThat(golden).isEqualTo(rows);
    }

    private static byte[] rewritten(String key, byte[] bytes) {
        return switch (key.charAt(0)) {
            case 'u' -> RowCodec.encode(RowCodec.user(bytes));
            case 'k' -> RowCodec.encode(RowCodec.key(bytes));
            case 'o' -> RowCodec.encode(RowCodec.open(bytes));
            case 't' -> RowCodec.encode(RowCodec.terminal(bytes));
            case 'j' -> RowCodec.encode(RowCodec.journalProgress(bytes));
            default -> bytes;
        };
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
        assertThatThrownBy(() -> RowCodec.user(new byte[]{9, 0})).hasMessage("row: version 9 (expected: 1)");
    }
}
