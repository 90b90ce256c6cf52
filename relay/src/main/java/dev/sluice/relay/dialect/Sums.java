package dev.sluice.relay.dialect;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.TokenUsage;

/// Token numbers from outside, checked before they become [TokenUsage].
final class Sums {

    private Sums() {}

    /// Null when a class is negative or absurd: such numbers are not used at all.
    static @Nullable TokenUsage tokens(long input, long output, long cacheRead, long write5m, long write30m,
            long write1h, long write12h, long reasoning) {
        boolean plausible = within(input) && within(output) && within(cacheRead) && within(write5m)
                && within(write30m) && within(write1h) && within(write12h) && within(reasoning) && reasoning <= output;
        return plausible
                ? new TokenUsage(input, output, cacheRead, write5m, write30m, write1h, write12h, reasoning)
                : null;
    }

    static @Nullable TokenUsage plus(TokenUsage a, TokenUsage b) {
        return tokens(a.input() + b.input(), a.output() + b.output(), a.cacheRead() + b.cacheRead(),
                a.cacheWrite5m() + b.cacheWrite5m(), a.cacheWrite30m() + b.cacheWrite30m(),
                a.cacheWrite1h() + b.cacheWrite1h(), a.cacheWrite12h() + b.cacheWrite12h(),
                a.reasoning() + b.reasoning());
    }

    private static boolean within(long tokens) {
        return tokens >= 0 && tokens <= TokenUsage.CLASS_MAX;
    }
}
