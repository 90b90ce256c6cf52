package dev.sluice.api.usage;

import java.time.Instant;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;

import dev.sluice.api.web.Usd;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.UsageAnswer;
import dev.sluice.contracts.usage.TokenTotals;
import dev.sluice.contracts.usage.TokenUsage;

/// Sums of usage as REST shows them.
public final class UsageShapes {

    private UsageShapes() {}

    /// Disjoint classes, but for reasoning, which is part of output; total is all but reasoning.
    public record Tokens(long input, long output, long cacheRead, long cacheWrite5m, long cacheWrite30m,
            long cacheWrite1h, long cacheWrite12h, long reasoning, long total) {

        static Tokens of(TokenTotals sum) {
            return new Tokens(sum.input(), sum.output(), sum.cacheRead(), sum.cacheWrite5m(), sum.cacheWrite30m(),
                    sum.cacheWrite1h(), sum.cacheWrite12h(), sum.reasoning(), sum.total());
        }

        static Tokens of(TokenUsage usage) {
            return of(TokenTotals.of(usage));
        }
    }

    public record UsageSum(long requests, long errors, Tokens tokens, Usd costUsd) {

        public static final UsageSum NOTHING = of(new UsageAnswer.Sum(0, 0, TokenTotals.NONE, NanoUsd.ZERO));

        public static UsageSum of(UsageAnswer.Sum sum) {
            return new UsageSum(sum.requests(), sum.errors(), Tokens.of(sum.tokens()), Usd.of(sum.costNanoUsd()));
        }
    }

    /// `from` is the start of the step.
    public record UsagePoint(Instant from, long requests, long errors, Tokens tokens, Usd costUsd) {

        static UsagePoint of(UsageAnswer.Point point) {
            UsageSum sum = UsageSum.of(point.sum());
            return new UsagePoint(point.from(), sum.requests(), sum.errors(), sum.tokens(), sum.costUsd());
        }
    }

    public record UsageGroup(String id, String label, long requests, long errors, Tokens tokens, Usd costUsd,
            @Schema(description = "The same steps as the series above; steps without use may be left out") List<UsagePoint> series) {

        static UsageGroup of(UsageAnswer.Group group, String label) {
            UsageSum sum = UsageSum.of(group.sum());
            return new UsageGroup(group.id(), label, sum.requests(), sum.errors(), sum.tokens(), sum.costUsd(),
                    group.series().stream().map(UsagePoint::of).toList());
        }
    }

    public record Usage(
            @Schema(description = "Everything up to this instant is included") Instant asOf,
            UsageSum totals,
            List<UsagePoint> series,
            @Schema(description = "Empty without `groupBy`") List<UsageGroup> groups) {}
}
