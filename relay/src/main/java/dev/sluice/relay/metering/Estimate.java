package dev.sluice.relay.metering;

import java.time.Instant;

import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.ModelPrice;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.rating.Ceiling;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.dialect.RequestFacts;

/// What is set aside for a request before the provider is called (metering §5): the input it can be at most
/// or probably is, and all or a slice of its output, at the dearest rate it may turn out to have.
///
/// @param outputMax
///            tokens the answer can have at most: where extending ends
public record Estimate(TokenUsage tokens, NanoUsd cost, Ceiling ceiling, long outputMax) {

    /// Output tokens reserved at a time in the modes that do not reserve all of it.
    public static final long SLICE_TOKENS = 2_048;

    /// `bodyBytes` bounds the input, as a token has at least one byte; the modes that accept a bounded overrun go
    /// by what was `learnt`. Input that lies elsewhere may fill the context window.
    public static Estimate of(PriceBook book, ModelPrice model, RequestFacts facts, PlanMode mode, long bodyBytes,
            TokenRatios.OfModel learnt, Instant at) {
        long outputMax = outputMax(model, facts);
        long input = facts.refersToStored()
                ? model.contextWindow()
                : Math.min(model.contextWindow(), inputOfBody(mode, bodyBytes, learnt));
        long output = mode == PlanMode.STRICT ? outputMax : Math.min(SLICE_TOKENS, outputMax);
        Ceiling ceiling = Ceiling.of(book, model, facts.asked(), input, at);
        return new Estimate(TokenUsage.of(input, output), ceiling.cost(input, output), ceiling, outputMax);
    }

    private static long inputOfBody(PlanMode mode, long bodyBytes, TokenRatios.OfModel learnt) {
        return switch (mode) {
            case STRICT -> bodyBytes;
            case CHUNKED, POSTPAID -> learnt.inputTokens(bodyBytes);
        };
    }

    private static long outputMax(ModelPrice model, RequestFacts facts) {
        Long asked = facts.maxOutputTokens();
        long each = asked == null ? model.maxOutput() : Math.min(asked, model.maxOutput());
        return Math.min(each * facts.choices(), TokenUsage.CLASS_MAX);
    }
}
