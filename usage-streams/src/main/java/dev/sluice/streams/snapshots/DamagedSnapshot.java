package dev.sluice.streams.snapshots;

import dev.sluice.contracts.rated.AccountSnapshot;

/// What is stored of a snapshot is not what was written.
public final class DamagedSnapshot extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedSnapshot(AccountSnapshot manifest, String found) {
        super("snapshot of partition " + manifest.partition() + " at offset " + manifest.offset() + ": " + found
                + " (expected: " + manifest.chunks() + " chunks with " + manifest.rows() + " rows of the hash "
                + manifest.hash() + ")");
    }
}
