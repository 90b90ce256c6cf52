package dev.sluice.streams.watching;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerSumsTest {

    @Test
    void standBesideTheOffsetAndComeBackFromThere() {
        LedgerSums sums = new LedgerSums();
        sums.add("wallet:paid:cu_1", 5_000);
        sums.add("wallet:promo:cu_1:g_1", 7);
        sums.add("cash:topup", -5_000);
        sums.add("something:new", -6);

        LedgerSums read = LedgerSums.parse(sums.text()).orElseThrow();

        assertThat(read.total()).isEqualTo(1);
        assertThat(read.of(LedgerSums.Family.PAID)).isEqualTo(5_000);
        assertThat(read.of(LedgerSums.Family.OTHER)).isEqualTo(-6);
        assertThat(read.text()).isEqualTo(sums.text());
    }

    @Test
    void areUnknownAfterAnythingElse() {
        assertThat(LedgerSums.parse("")).isEmpty();
        assertThat(LedgerSums.parse("2;0;0;0;0;0;0;0;0;0;0")).isEmpty();
        assertThat(LedgerSums.parse("1;0;0;0;0;0;0;0;0;0;x")).isEmpty();
    }

    @Test
    void fitBesideAnOffset() {
        LedgerSums sums = new LedgerSums();
        for (LedgerSums.Family family : LedgerSums.Family.values()) {
            sums.add(family.label(), Long.MIN_VALUE);
        }

        assertThat(sums.text()).hasSizeLessThan(4_096);
    }
}
