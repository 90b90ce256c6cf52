package dev.sluice.relay.metering;

/// Tokens of text that nobody counted: four UTF-8 bytes a token, rounded up (metering §5).
public final class TextEstimate {

    private static final long BYTES_PER_TOKEN = 4;

    private TextEstimate() {}

    public static long tokens(long utf8Bytes) {
        return Math.ceilDiv(utf8Bytes, BYTES_PER_TOKEN);
    }
}
