package dev.sluice.contracts.pricing;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.Service;

/// What one model costs and how much of it a request can use.
///
/// `speeds` are rows of their own (`fast`); `earlier` and `contextSteps` ascend. `contextWindow` and
/// `maxOutput` are in tokens, `peakTokensPerSecond` is an upper bound on how fast the model writes: what
/// hidden reasoning may have used when nothing was seen yet. `source` says where the row was read.
public record ModelPrice(
        Service service,
        Rates rates,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY) List<EarlierRates> earlier,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY) List<ContextStep> contextSteps,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Rates> speeds,
        long contextWindow,
        long maxOutput,
        int peakTokensPerSecond,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY) String source) {

    /// The speed every provider calls by this name when it is not `fast`.
    private static final String STANDARD_SPEED = "standard";

    public ModelPrice {
        earlier = List.copyOf(earlier);
        contextSteps = List.copyOf(contextSteps);
        speeds = Sorted.copyOf(speeds);
        requireAscending(earlier, contextSteps);
        if (contextWindow <= 0 || maxOutput <= 0 || maxOutput > contextWindow || peakTokensPerSecond <= 0) {
            throw new IllegalArgumentException("model: contextWindow=" + contextWindow + " maxOutput=" + maxOutput
                    + " peakTokensPerSecond=" + peakTokensPerSecond
                    + " (expected: > 0, maxOutput <= contextWindow)");
        }
    }

    /// The row for a request admitted at `at`, served at `speed`, that sent `allInput` tokens of every class. A
    /// speed without a row of its own has the standard one; `hasSpeed` tells.
    public Rates ratesFor(Instant at, @Nullable String speed, long allInput) {
        Rates own = speed == null ? null : speeds.get(speed);
        return stepped(own == null ? standing(at) : own, allInput);
    }

    public boolean hasSpeed(@Nullable String speed) {
        return speed == null || speed.equals(STANDARD_SPEED) || speeds.containsKey(speed);
    }

    /// The threshold that `allInput` passed, 0 when none.
    public long stepPassed(long allInput) {
        ContextStep step = stepFor(allInput);
        return step == null ? 0 : step.above();
    }

    private Rates standing(Instant at) {
        for (EarlierRates period : earlier) {
            if (at.isBefore(period.before())) {
                return period.rates();
            }
        }
        return rates;
    }

    private Rates stepped(Rates base, long allInput) {
        ContextStep step = stepFor(allInput);
        return step == null ? base : step.appliedTo(base);
    }

    private @Nullable ContextStep stepFor(long allInput) {
        for (int i = contextSteps.size() - 1; i >= 0; i--) {
            if (allInput > contextSteps.get(i).above()) {
                return contextSteps.get(i);
            }
        }
        return null;
    }

    private static void requireAscending(List<EarlierRates> earlier, List<ContextStep> steps) {
        for (int i = 1; i < earlier.size(); i++) {
            if (!earlier.get(i - 1).before().isBefore(earlier.get(i).before())) {
                throw new IllegalArgumentException("earlier: " + earlier.get(i).before() + " (expected: ascending)");
            }
        }
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i - 1).above() >= steps.get(i).above()) {
                throw new IllegalArgumentException(
                        "context step: above=" + steps.get(i).above() + " (expected: ascending)");
            }
        }
    }
}
