package dev.sluice.streams.accounts.rows;

import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.streams.accounts.rows.ToldRow.About;
import dev.sluice.streams.accounts.rows.ToldRow.Told;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The binary form of what was told. The bytes here are those of version 1: they must load for ever.
class ToldCodecTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final ToldRow ROW = new ToldRow(73_000_000, List.of(new Told(About.MONTH, 80, 1_000, 64),
            new Told(About.BALANCE, 100, 73_000_000, Long.MAX_VALUE)));
    private static final String BYTES = "018091cf450408a001d00f800100c8018091cf45feffffffffffffffff01";

    @Test
    void theRowsOfVersion1LoadAndAreWrittenTheSame() {
        assertThat(HEX.formatHex(ToldCodec.encode(ROW))).isEqualTo(BYTES);
        assertThat(ToldCodec.decode(HEX.parseHex(BYTES))).isEqualTo(ROW);
        assertThat(ToldCodec.decode(HEX.parseHex("018091cf4500"))).isEqualTo(new ToldRow(73_000_000, List.of()));
    }

    @Test
    void refusesAVersionItDoesNotKnowAndSaysSo() {
        assertThatThrownBy(() -> ToldCodec.decode(new byte[]{9, 0})).hasMessage("told row: version 9 (expected: 1)");
    }
}
