package dev.sluice.relay.keys;

import java.util.HexFormat;

import dev.sluice.contracts.ids.KeyHash;

/// All 256 bits of a key's hash, as numbers: a third of what its text takes.
record HashBits(long first, long second, long third, long fourth) {

    private static final int DIGITS = 16;

    /// Throws `IllegalArgumentException` when the text is not hex.
    static HashBits of(KeyHash hash) {
        return new HashBits(part(hash, 0), part(hash, 1), part(hash, 2), part(hash, 3));
    }

    private static long part(KeyHash hash, int number) {
        return HexFormat.fromHexDigitsToLong(hash.hex(), number * DIGITS, (number + 1) * DIGITS);
    }
}
