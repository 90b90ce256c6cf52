package dev.sluice.contracts.usage;

/// Tokens of many requests, in the same disjoint classes as `TokenUsage` but without its bound for a single
/// request. Sums are exact: what does not fit a `long` is an error.
public record TokenTotals(
        long input,
        long output,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite30m,
        long cacheWrite1h,
        long cacheWrite12h,
        long reasoning) {

    public static final TokenTotals NONE = new TokenTotals(0, 0, 0, 0, 0, 0, 0, 0);

    public static TokenTotals of(TokenUsage usage) {
        return new TokenTotals(usage.input(), usage.output(), usage.cacheRead(), usage.cacheWrite5m(),
                usage.cacheWrite30m(), usage.cacheWrite1h(), usage.cacheWrite12h(), usage.reasoning());
    }

    public TokenTotals plus(TokenTotals other) {
        return new TokenTotals(Math.addExact(input, other.input), Math.addExact(output, other.output),
                Math.addExact(cacheRead, other.cacheRead), Math.addExact(cacheWrite5m, other.cacheWrite5m),
                Math.addExact(cacheWrite30m, other.cacheWrite30m), Math.addExact(cacheWrite1h, other.cacheWrite1h),
                Math.addExact(cacheWrite12h, other.cacheWrite12h), Math.addExact(reasoning, other.reasoning));
    }

    public TokenTotals minus(TokenTotals other) {
        return new TokenTotals(Math.subtractExact(input, other.input), Math.subtractExact(output, other.output),
                Math.subtractExact(cacheRead, other.cacheRead),
                Math.subtractExact(cacheWrite5m, other.cacheWrite5m),
                Math.subtractExact(cacheWrite30m, other.cacheWrite30m),
                Math.subtractExact(cacheWrite1h, other.cacheWrite1h),
                Math.subtractExact(cacheWrite12h, other.cacheWrite12h), Math.subtractExact(reasoning, other.reasoning));
    }

    public long cacheWrites() {
        return cacheWrite5m + cacheWrite30m + cacheWrite1h + cacheWrite12h;
    }

    public long allInput() {
        return input + cacheRead + cacheWrites();
    }

    public long total() {
        return allInput() + output;
    }
}
