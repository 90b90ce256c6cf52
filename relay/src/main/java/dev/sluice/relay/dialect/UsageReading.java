package dev.sluice.relay.dialect;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.TokenUsage;

/// What an answer said about itself so far.
///
/// `tokens` are the provider's own numbers, in disjoint classes; null when there are none or they are
/// implausible (negative, absurd, parts above their total). `outputTold` is false while the output of `tokens`
/// is only the provisional figure from the start of a stream. `textBytes` are the UTF-8 bytes of everything
/// the
/// model wrote that passed through.
public record UsageReading(
        Ending ending,
        @Nullable TokenUsage tokens,
        boolean outputTold,
        boolean implausible,
        @Nullable String rawUsage,
        @Nullable String model,
        @Nullable String serviceTier,
        @Nullable String speed,
        @Nullable String geography,
        @Nullable String responseId,
        long webSearches,
        long textBytes) {

    /// How the provider ended its answer.
    public enum Ending {
        /// It has not: the answer is still coming, or was cut.
        OPEN,
        /// Finished, also at a length limit or filter.
        FINISHED,
        /// The provider itself reported that it failed.
        FAILED
    }

    /// Nothing was said.
    public static UsageReading none(Ending ending, long textBytes) {
        return new UsageReading(ending, null, false, false, null, null, null, null, null, null, 0, textBytes);
    }

    /// The same of an answer whose rest could not be read: `bytes` stand for what the model wrote.
    public UsageReading unread(long bytes, boolean whole) {
        Ending seen = whole && ending == Ending.OPEN ? Ending.FINISHED : ending;
        return new UsageReading(seen, tokens, outputTold, implausible, rawUsage, model, serviceTier, speed, geography,
                responseId, webSearches, bytes);
    }
}
