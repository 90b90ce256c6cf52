package dev.sluice.contracts.pricing.rating;

import java.util.List;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.UsePrice;
import dev.sluice.contracts.rated.RatedUsage;

/// What a request costs, or that nobody knows. An unknown price is never a price of zero.
public sealed interface Rating {

    /// The charge and everything that explains it:
    /// `charge = round((Σ lines × tier × geography + web searches) × charge multiplier)`.
    ///
    /// @param charge
    ///            rounded half-even to nano-USD, once
    /// @param residualPico
    ///            exact amount − charge in pico-USD, floored; within ±500
    /// @param modelPriced
    ///            the name of the row in the book
    /// @param contextAbove
    ///            the threshold of input tokens that was passed, 0 when none
    /// @param lines
    ///            the classes that were used, none with zero tokens
    /// @param webSearchPrice
    ///            of one search, before the charge multiplier
    /// @param multipliers
    ///            those that are not one: `tier …` and `geography …` are on tokens, `charge …` on everything
    /// @param flags
    ///            what a person should look at
    record Priced(
            NanoUsd charge,
            long residualPico,
            String modelPriced,
            long contextAbove,
            List<RatedUsage.Line> lines,
            long webSearches,
            UsePrice webSearchPrice,
            List<RatedUsage.Multiplier> multipliers,
            List<Flag> flags) implements Rating {

        public Priced {
            lines = List.copyOf(lines);
            multipliers = List.copyOf(multipliers);
            flags = List.copyOf(flags);
        }

        public boolean flagged() {
            return !flags.isEmpty();
        }
    }

    /// Neither the model that answered nor the one that was asked has a price in the book.
    record Unpriced(String modelAsked) implements Rating {}

    /// A charge was made, but on an assumption.
    enum Flag {
        /// The answering model is not in the book: priced as the model asked for.
        ANSWERED_MODEL_UNKNOWN,
        /// The book has no such tier: priced without a factor.
        TIER_UNKNOWN,
        /// The book has no such speed for the model: priced at its standard rates.
        SPEED_UNKNOWN,
        /// The book has no such geography: priced without a factor.
        GEOGRAPHY_UNKNOWN
    }
}
