package dev.sluice.streams.rollups;

import java.nio.ByteBuffer;

import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.TokenTotals;

/// Totals of one bucket. `version` is one more than the last offset of `usage.rated` that is in it, which
/// makes reading a part of the log again harmless.
public record RollUpRow(long version, long requests, long errors, TokenTotals tokens, long costNanos) {

    public static final RollUpRow EMPTY = new RollUpRow(0, 0, 0, TokenTotals.NONE, 0);

    private static final byte FORMAT = 1;
    private static final int BYTES = 1 + 12 * Long.BYTES;

    /// What the record alone adds.
    public static RollUpRow of(RatedUsage rated) {
        return new RollUpRow(0, 1, rated.outcome().isError() ? 1 : 0, TokenTotals.of(rated.tokens()),
                rated.chargeNanoUsd().nanos());
    }

    public RollUpRow plus(RollUpRow other) {
        return new RollUpRow(Math.max(version, other.version), Math.addExact(requests, other.requests),
                Math.addExact(errors, other.errors), tokens.plus(other.tokens),
                Math.addExact(costNanos, other.costNanos));
    }

    RollUpRow minus(RollUpRow other) {
        return new RollUpRow(version, requests - other.requests, errors - other.errors, tokens.minus(other.tokens),
                Math.subtractExact(costNanos, other.costNanos));
    }

    RollUpRow at(long version) {
        return new RollUpRow(version, requests, errors, tokens, costNanos);
    }

    byte[] encode() {
        ByteBuffer row = ByteBuffer.allocate(BYTES).put(FORMAT);
        row.putLong(version).putLong(requests).putLong(errors);
        row.putLong(tokens.input()).putLong(tokens.output()).putLong(tokens.cacheRead());
        row.putLong(tokens.cacheWrite5m()).putLong(tokens.cacheWrite30m());
        row.putLong(tokens.cacheWrite1h()).putLong(tokens.cacheWrite12h()).putLong(tokens.reasoning());
        return row.putLong(costNanos).array();
    }

    static RollUpRow decode(byte[] bytes) {
        ByteBuffer row = ByteBuffer.wrap(bytes);
        byte format = row.get();
        if (format != FORMAT) {
            throw new IllegalArgumentException("roll-up row: format " + format + " (expected: " + FORMAT + ")");
        }
        long version = row.getLong();
        long requests = row.getLong();
        long errors = row.getLong();
        TokenTotals tokens = new TokenTotals(row.getLong(), row.getLong(), row.getLong(), row.getLong(), row.getLong(),
                row.getLong(), row.getLong(), row.getLong());
        return new RollUpRow(version, requests, errors, tokens, row.getLong());
    }
}
