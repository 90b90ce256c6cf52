package dev.sluice.contracts.journal;

import java.time.Instant;

/// An account of the partition waits behind a gate (metering §3): every relay with a live journal writes a
/// mark
/// for the partition at once instead of at its next turn. Value of `partition/gate` in `usage.watermark`.
///
/// @param since
///            the gate, Redis time
public record GateWaiting(Instant since) {

    private static final String KEY_SUFFIX = "/gate";

    public static String topicKey(int partition) {
        return partition + KEY_SUFFIX;
    }

    /// Whether a key of `usage.watermark` announces a gate rather than a watermark.
    public static boolean isKey(String key) {
        return key.endsWith(KEY_SUFFIX);
    }
}
