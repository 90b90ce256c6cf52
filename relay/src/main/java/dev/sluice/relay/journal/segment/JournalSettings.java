package dev.sluice.relay.journal.segment;

/// How journals lie on disk.
///
/// @param partitions
///            of `account.events`, 1 to 1,000
/// @param segmentBytes
///            of each file, 1 MiB to 1 GiB
public record JournalSettings(int partitions, int segmentBytes) {

    public static final int SEGMENT_BYTES = 16 * 1024 * 1024;
    static final int PARTITIONS_MAX = 1_000;
    private static final int SEGMENT_BYTES_MIN = 1024 * 1024;
    private static final int SEGMENT_BYTES_MAX = 1024 * 1024 * 1024;

    public JournalSettings {
        require("partitions", partitions, 1, PARTITIONS_MAX);
        require("segmentBytes", segmentBytes, SEGMENT_BYTES_MIN, SEGMENT_BYTES_MAX);
    }

    private static void require(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + min + ".." + max + ")");
        }
    }
}
