package dev.sluice.relay.metering;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.dialect.UsageReading.Ending;

import static org.assertj.core.api.Assertions.assertThat;

class ChargeTest {

    private static final TokenUsage TOLD = new TokenUsage(10, 2, 30, 4, 0, 5, 0, 0);

    @Test
    void finalNumbersAreChargedExactlyWhateverTheEnding() {
        assertThat(Charge.of(reading(Ending.FINISHED, TOLD, true, 9_999), 400))
                .isEqualTo(new Charge.Tokens(TOLD, Basis.REPORTED));
        assertThat(Charge.of(reading(Ending.FAILED, TOLD, true, 0), 400))
                .isEqualTo(new Charge.Tokens(TOLD, Basis.REPORTED));
        assertThat(Charge.of(reading(Ending.FINISHED, TokenUsage.NONE, true, 9_999), 400))
                .isEqualTo(new Charge.Tokens(TokenUsage.NONE, Basis.REPORTED));
    }

    @Test
    void anInterruptedAnswerIsChargedByTheLastNumbersOfTheProvider() {
        assertThat(Charge.of(reading(Ending.OPEN, TOLD, true, 9_999), 400))
                .isEqualTo(new Charge.Tokens(TOLD, Basis.PARTIAL));
    }

    @Test
    void outputThatNobodyCountedIsAQuarterOfItsBytesRoundedUp() {
        assertThat(Charge.of(reading(Ending.OPEN, TOLD, false, 41), 400))
                .isEqualTo(new Charge.Tokens(new TokenUsage(10, 11, 30, 4, 0, 5, 0, 0), Basis.ESTIMATED));
    }

    @Test
    void withoutAnyNumberBothSidesAreEstimatedAndNeverZero() {
        assertThat(Charge.of(reading(Ending.OPEN, null, false, 41), 401))
                .isEqualTo(new Charge.Tokens(TokenUsage.of(101, 11), Basis.ESTIMATED));
    }

    @Test
    void aFailureBeforeAnythingWasWrittenCostsNothing() {
        assertThat(Charge.of(reading(Ending.FAILED, null, false, 0), 400)).isEqualTo(new Charge.Nothing());
        assertThat(Charge.of(reading(Ending.FAILED, null, false, 8), 400))
                .isEqualTo(new Charge.Tokens(TokenUsage.of(100, 2), Basis.ESTIMATED));
    }

    private static UsageReading reading(Ending ending, @Nullable TokenUsage tokens, boolean outputTold,
            long textBytes) {
        return new UsageReading(ending, tokens, outputTold, false, null, null, null, null, null, null, 0, textBytes);
    }
}
