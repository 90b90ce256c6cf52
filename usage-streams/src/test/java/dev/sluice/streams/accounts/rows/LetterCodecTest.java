package dev.sluice.streams.accounts.rows;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The binary form of rows about dead letters. The bytes here are those of version 1: they must load for ever.
class LetterCodecTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void theRowsOfVersion1LoadAndAreWrittenTheSame() {
        LetterRow letter = new LetterRow(LetterKind.QUARANTINE, 3);
        ParkingRow parking = new ParkingRow(70, 1);

        assertThat(HEX.formatHex(LetterCodec.encode(letter))).isEqualTo("010406");
        assertThat(HEX.formatHex(LetterCodec.encode(parking))).isEqualTo("018c0102");
        assertThat(LetterCodec.letter(HEX.parseHex("010406"))).isEqualTo(letter);
        assertThat(LetterCodec.parking(HEX.parseHex("018c0102"))).isEqualTo(parking);
    }

    @Test
    void refusesAVersionItDoesNotKnowAndSaysSo() {
        assertThatThrownBy(() -> LetterCodec.letter(new byte[]{9, 0})).hasMessage(
                "letter row: version 9 (expected: 1)");
        assertThatThrownBy(() -> LetterCodec.parking(new byte[0])).hasMessage(
                "letter row: version none (expected: 1)");
    }
}
