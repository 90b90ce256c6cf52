package dev.sluice.contracts.usage;

/// Tokens of one request in classes that never overlap, so that `total()` is a sum and each class has a
/// price. `reasoning` is the part of `output` that was not shown; it is in no sum.
///
/// Providers disagree: Anthropic counts cached tokens beside its input figure, OpenAI inside it. The relay's
/// usage readers settle that once, at the boundary.
public record TokenUsage(
        long input,
        long output,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite30m,
        long cacheWrite1h,
        long cacheWrite12h,
        long reasoning) {

    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0, 0, 0, 0);

    /// More than any model can process in one request; what exceeds it is not usage but a fault.
    public static final long CLASS_MAX = 1_000_000_000L;

    public TokenUsage {
        requireWithin("input", input);
        requireWithin("output", output);
        requireWithin("cacheRead", cacheRead);
        requireWithin("cacheWrite5m", cacheWrite5m);
        requireWithin("cacheWrite30m", cacheWrite30m);
        requireWithin("cacheWrite1h", cacheWrite1h);
        requireWithin("cacheWrite12h", cacheWrite12h);
        requireWithin("reasoning", reasoning);
        if (reasoning > output) {
            throw new IllegalArgumentException(
                    "tokens: reasoning=" + reasoning + " (expected: <= output=" + output + ")");
        }
    }

    public static TokenUsage of(long input, long output) {
        return new TokenUsage(input, output, 0, 0, 0, 0, 0, 0);
    }

    public long of(TokenClass tokenClass) {
        return switch (tokenClass) {
            case INPUT -> input;
            case OUTPUT -> output;
            case CACHE_READ -> cacheRead;
            case CACHE_WRITE_5M -> cacheWrite5m;
            case CACHE_WRITE_30M -> cacheWrite30m;
            case CACHE_WRITE_1H -> cacheWrite1h;
            case CACHE_WRITE_12H -> cacheWrite12h;
        };
    }

    public long cacheWrites() {
        return cacheWrite5m + cacheWrite30m + cacheWrite1h + cacheWrite12h;
    }

    /// Everything that was sent to the model: what context steps of a price look at.
    public long allInput() {
        return input + cacheRead + cacheWrites();
    }

    public long total() {
        return allInput() + output;
    }

    /// What counts against tokens per minute: cache reads weigh nothing, or agents would trip the limit with
    /// tokens that cost them almost nothing.
    public long limited() {
        return input + cacheWrites() + output;
    }

    private static void requireWithin(String name, long tokens) {
        if (tokens < 0 || tokens > CLASS_MAX) {
            throw new IllegalArgumentException("tokens: " + name + "=" + tokens + " (expected: 0.." + CLASS_MAX + ")");
        }
    }
}
