package dev.sluice.relay.metering;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.sluice.contracts.usage.TokenUsage;

/// Bytes per token of each model, for input and for output, as this relay has seen them. Only estimates rest
/// on them, and only where a bounded overrun is accepted: what is charged is what the provider counted, or
/// four bytes a token. Nothing is kept beyond the process.
public final class TokenRatios {

    /// More models than any price book has; one beyond it is estimated unlearnt.
    static final int MODELS_MAX = 1_000;

    private final Map<String, OfModel> models = new ConcurrentHashMap<>();

    /// By the name the price book gives the model.
    public OfModel of(String model) {
        OfModel known = models.get(model);
        if (known != null) {
            return known;
        }
        return models.size() >= MODELS_MAX ? new OfModel() : models.computeIfAbsent(model, _ -> new OfModel());
    }

    /// One model's.
    public static final class OfModel {

        private final Ratio input = new Ratio();
        private final Ratio output = new Ratio();

        public long inputTokens(long bodyBytes) {
            return input.tokens(bodyBytes);
        }

        public long outputTokens(long textBytes) {
            return output.tokens(textBytes);
        }

        /// A request whose input was all in its body, and what the provider counted for it.
        public void learnInput(long bodyBytes, TokenUsage counted) {
            input.learn(bodyBytes, counted.allInput());
        }

        /// A stream that ended, and what the provider counted for it. Tokens that nobody saw pass say nothing about
        /// the bytes that did.
        public void learnOutput(long textBytes, TokenUsage counted) {
            if (counted.reasoning() == 0) {
                output.learn(textBytes, counted.output());
            }
        }
    }
}
