package dev.sluice.streams.explaining;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.RatedUsage.Line;
import dev.sluice.contracts.rated.RatedUsage.Multiplier;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenClass;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.SampleEvents;

import static org.assertj.core.api.Assertions.assertThat;

/// The sum that `explain` prints.
class ChargeSumTest {

    private static final List<Line> LINES = List.of(new Line(TokenClass.INPUT, 1_000, 3_000_000),
            new Line(TokenClass.OUTPUT, 101, 15_000_001));

    @Test
    void classesTimesRatesTimesMultipliersAreTheChargeAndTheRest() {
        // (1,000 × 3,000,000 + 101 × 15,000,001) × 0.5 × 1.1 = 2,483,250,055.55 pico-dollars
        RatedUsage rated = rated(2_483_250, 55, 0,
                List.of(new Multiplier("tier flex", 500_000), new Multiplier("charge pb-2026-11-23.1", 1_100_000)));

        ChargeSum sum = ChargeSum.of(rated);

        assertThat(sum.addsUp()).isTrue();
        assertThat(String.join("\n", sum.lines())).contains("1,000 input × $3 per million", "$0.003000000000",
                "× 0.5 tier flex", "× 1.1 charge pb-2026-11-23.1", "$0.002483250055", "$0.002483250");
    }

    @Test
    void whatTokensDoNotExplainAreTheWebSearches() {
        ChargeSum sum = ChargeSum.of(rated(24_515_000, 101, 2, List.of()));

        assertThat(sum.addsUp()).isTrue();
        assertThat(sum.lines()).anySatisfy(line -> assertThat(line).contains("2 web searches", "$0.020000000000"));
    }

    @Test
    void aChargeThatItsLinesDoNotGiveIsSaidAloud() {
        ChargeSum sum = ChargeSum.of(rated(4_515_001, 101, 0, List.of()));

        assertThat(sum.addsUp()).isFalse();
        assertThat(sum.lines().getLast()).contains("DO NOT ADD UP", "$0.000000001");
    }

    private static RatedUsage rated(long nanos, long residualPico, long searches, List<Multiplier> multipliers) {
        RequestId request = RelaySide.newRequest();
        UserId user = RelaySide.newUser();
        return new RatedUsage(request, 0, user, SampleEvents.KEY, "relay-1", Instant.EPOCH, Instant.EPOCH,
                Service.CLAUDE, "/v1/messages", "m", "m", "m", true, 200, Outcome.OK, Basis.REPORTED,
                TokenUsage.of(1_000, 101), searches, NanoUsd.of(nanos), residualPico, LINES, multipliers,
                new PriceBookId("pb-2026-11-23.1"), NanoUsd.of(30_000_000), null, null, null, null, null, null,
                Map.of(),
                null, List.of());
    }
}
