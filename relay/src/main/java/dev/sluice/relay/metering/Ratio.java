package dev.sluice.relay.metering;

/// How many UTF-8 bytes make a token, learnt from answers whose tokens the provider counted. Four until
/// enough was seen; then the running mean less twice the running deviation, so that an estimate is rather too
/// high, and never outside of what text can be. Safe for several threads.
final class Ratio {

    /// Fewer say little about the ones to come.
    static final int SAMPLES_MIN = 16;
    static final double LOWEST = 1.5;
    static final double HIGHEST = 6;
    private static final double UNLEARNT = 4;
    private static final double WEIGHT_MIN = 1.0 / 64;
    private static final int TOKENS_MIN = 64;
    /// Beyond it a body is no text: an image in base64 has hundreds of bytes a token.
    private static final double SAMPLE_MAX = 12;

    private double mean;
    private double deviation;
    private int samples;
    private volatile double bytesPerToken = UNLEARNT;

    /// Tokens of so many bytes, rounded up.
    long tokens(long bytes) {
        return (long) Math.ceil(bytes / bytesPerToken);
    }

    /// What was asked or answered, and what the provider counted.
    synchronized void learn(long bytes, long tokens) {
        double ratio = tokens < TOKENS_MIN ? 0 : (double) bytes / tokens;
        if (ratio < 1 || ratio > SAMPLE_MAX) {
            return;
        }
        samples = Math.min(samples + 1, Integer.MAX_VALUE - 1);
        double weight = Math.max(WEIGHT_MIN, 1.0 / samples);
        deviation += weight * (Math.abs(ratio - (samples == 1 ? ratio : mean)) - deviation);
        mean += weight * (ratio - mean);
        if (samples >= SAMPLES_MIN) {
            bytesPerToken = Math.clamp(mean - 2 * deviation, LOWEST, HIGHEST);
        }
    }
}
