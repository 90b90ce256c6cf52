package dev.sluice.contracts.rated;

import java.time.Instant;

/// That the rows of one partition of the decider, as they were before one record of `account.events`, are in
/// `account.snapshot`, whole. Topic `account.snapshot`, key = partition; the rows lie in chunks under
/// `partition/slot/number` and are written before it. The next snapshot goes into the other slot.
///
/// @param epoch
///            world of the rows
/// @param offset
///            of the first record of `account.events` that is not in them
/// @param until
///            time of the log then
/// @param hash
///            of all rows, whatever their order: the sum of their SHA-256 in four lanes of 64 bits
public record AccountSnapshot(
        int partition,
        int epoch,
        long offset,
        Instant until,
        int slot,
        int chunks,
        long rows,
        String hash) {

    /// Key of the record that says that a snapshot is whole.
    public static String key(int partition) {
        return Integer.toString(partition);
    }

    /// Key of one chunk of rows.
    public static String chunkKey(int partition, int slot, int chunk) {
        return partition + "/" + slot + "/" + chunk;
    }
}
