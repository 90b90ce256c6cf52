package dev.sluice.contracts.money;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NanoUsdTest {

    @Test
    void isWrittenWithNinePlaces() {
        assertThat(NanoUsd.of(18_870_200).toDecimal()).isEqualTo("0.018870200");
        assertThat(NanoUsd.of(-1).toDecimal()).isEqualTo("-0.000000001");
        assertThat(NanoUsd.ZERO.toDecimal()).isEqualTo("0.000000000");
    }

    @Test
    void isReadExactlyOrNotAtAll() {
        assertThat(NanoUsd.parse("5")).isEqualTo(NanoUsd.of(5_000_000_000L));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> NanoUsd.parse("0.0000000001"));
    }

    @Test
    void claimsLessAndReservesMoreWhenCutToMicros() {
        assertThat(NanoUsd.of(1_999).microsFloored()).isEqualTo(1);
        assertThat(NanoUsd.of(1_001).microsCeiled()).isEqualTo(2);
        assertThat(NanoUsd.of(-1).microsFloored()).isEqualTo(-1);
        assertThat(NanoUsd.of(-1).microsCeiled()).isZero();
    }

    @Test
    void anOverflowIsAnErrorAndNotAWrap() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> NanoUsd.of(Long.MAX_VALUE).plus(NanoUsd.of(1)));
    }
}
