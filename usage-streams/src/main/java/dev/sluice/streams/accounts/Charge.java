package dev.sluice.streams.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.pricing.rating.Rater;
import dev.sluice.contracts.pricing.rating.Rating;
import dev.sluice.contracts.pricing.rating.RatingInput;
import dev.sluice.contracts.pricing.rating.ServedAs;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.TokenUsage;

/// What a request costs its user, or why it costs nothing although it was used.
///
/// @param quarantine
///            why the usage is not believed and not charged; null for a charge that counts
record Charge(long nanos, long residualPico, String modelPriced, List<RatedUsage.Line> lines,
        List<RatedUsage.Multiplier> multipliers, List<String> flags, @Nullable Quarantine quarantine) {

    /// Why usage is not charged.
    enum Quarantine {
        ABSURD_TOKENS, ABSURD_CHARGE, MODEL_UNKNOWN, PRICE_BOOK_UNKNOWN
    }

    /// Twenty times what the largest context window holds.
    static final long TOKENS_MAX = 20_000_000;
    /// Ten thousand dollars for one request.
    static final long NANOS_MAX = 10_000_000_000_000L;
    /// A million dollars: what somebody may vouch for.
    private static final long BELIEVED_NANOS_MAX = 1_000_000_000_000_000L;

    static Charge none(String model) {
        return new Charge(0, 0, model, List.of(), List.of(), List.of(), null);
    }

    static Charge of(PriceBooks books, UsageReserved reserved, TokenUsage tokens, @Nullable String modelAnswered,
            long webSearches, ServedAs servedAs, boolean believed) {
        boolean absurd = !believed && tokens.total() > TOKENS_MAX || webSearches < 0
                || webSearches > RatingInput.WEB_SEARCHES_MAX;
        Optional<PriceBook> book = books.find(reserved.priceBook());
        if (absurd || book.isEmpty()) {
            return quarantined(reserved, absurd ? Quarantine.ABSURD_TOKENS : Quarantine.PRICE_BOOK_UNKNOWN);
        }
        RatingInput input = new RatingInput(reserved.modelAsked(), modelAnswered, tokens, webSearches, servedAs,
                reserved.admittedAt());
        try {
            return switch (Rater.rate(book.get(), input)) {
                case Rating.Priced priced -> of(reserved, priced, believed ? BELIEVED_NANOS_MAX : NANOS_MAX);
                case Rating.Unpriced _ -> quarantined(reserved, Quarantine.MODEL_UNKNOWN);
            };
        } catch (ArithmeticException beyondMoney) {
            return quarantined(reserved, Quarantine.ABSURD_CHARGE);
        }
    }

    private static Charge of(UsageReserved reserved, Rating.Priced priced, long nanosMax) {
        NanoUsd charge = priced.charge();
        if (charge.nanos() > nanosMax) {
            return quarantined(reserved, Quarantine.ABSURD_CHARGE);
        }
        List<String> flags = new ArrayList<>(priced.flags().size());
        priced.flags().forEach(flag -> flags.add(flag.name()));
        return new Charge(charge.nanos(), priced.residualPico(), priced.modelPriced(), priced.lines(),
                priced.multipliers(), flags, null);
    }

    private static Charge quarantined(UsageReserved reserved, Quarantine why) {
        return new Charge(0, 0, reserved.modelAsked(), List.of(), List.of(), List.of("QUARANTINED", why.name()), why);
    }

    /// The model that answered has no price: what was asked for was charged.
    boolean modelWasUnknown() {
        return flags.contains(Rating.Flag.ANSWERED_MODEL_UNKNOWN.name());
    }
}
