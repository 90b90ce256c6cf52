package dev.sluice.contracts.usage;

/// The disjoint classes a model token can be in; each has its own rate. Anthropic writes caches for 5 minutes
/// or 1 hour, OpenAI for 30 minutes or 12 hours.
public enum TokenClass {
    INPUT, OUTPUT, CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_30M, CACHE_WRITE_1H, CACHE_WRITE_12H;

    /// Classes of what was sent to the model, as opposed to what it answered.
    public boolean isInput() {
        return this != OUTPUT;
    }

    public boolean isCacheWrite() {
        return ordinal() >= CACHE_WRITE_5M.ordinal();
    }
}
