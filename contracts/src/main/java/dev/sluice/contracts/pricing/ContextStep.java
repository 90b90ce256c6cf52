package dev.sluice.contracts.pricing;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What changes for a whole request, output included, once it sends more than `above` tokens: all classes of
/// input together.
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
public sealed interface ContextStep {

    long above();

    Rates appliedTo(Rates rates);

    /// The provider prints a row of its own for long prompts.
    record OwnRates(long above, Rates rates) implements ContextStep {
        public OwnRates {
            requirePositive(above);
        }

        @Override
        public Rates appliedTo(Rates shorter) {
            return rates;
        }
    }

    /// The provider prints factors for long prompts; `input` is for every class of input.
    record Times(long above, Multiplier input, Multiplier output) implements ContextStep {
        public Times {
            requirePositive(above);
        }

        @Override
        public Rates appliedTo(Rates shorter) {
            return shorter.times(input, output);
        }
    }

    private static void requirePositive(long above) {
        if (above <= 0) {
            throw new IllegalArgumentException("context step: above=" + above + " (expected: > 0)");
        }
    }
}
