package dev.sluice.streams.watching;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.admission.AccountView.Halt;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.streams.accounts.rows.UserRow;

/// An account as Redis has it beside the row of the decider that was read after it.
///
/// @param redisVersion
///            -1 where Redis has none
record RedisComparison(Finding finding, long redisVersion, String detail) {

    /// Fields of `sluice:v:…` that are looked at.
    static final List<String> FIELDS = List.of("ver", "asof", "bal", "credit", "open", "halt", "win");

    /// What of it is no fault at once: `BEHIND` is what the way takes, and the others may be the row of an instance
    /// that is not the owner any more.
    enum Finding {
        EQUAL, BEHIND, AHEAD, DIFFERENT
    }

    static RedisComparison of(Map<String, String> redis, UserRow row) {
        long version = number(redis.get("ver"));
        if (version != row.version()) {
            return new RedisComparison(version < row.version() ? Finding.BEHIND : Finding.AHEAD, version,
                    "version " + version + " (the log gives " + row.version() + ")");
        }
        Halt halt = row.halt();
        String different = different(redis, "bal", micros(row.wallet().admissibleNanos()))
                + different(redis, "credit", micros(row.creditLimitNanos()))
                + different(redis, "open", Long.toString(NanoUsd.of(row.openNanos()).microsCeiled()))
                + different(redis, "halt", halt == null ? "" : halt.name())
                + different(redis, "win", row.windows().view(number(redis.get("asof"))).text());
        return new RedisComparison(different.isEmpty() ? Finding.EQUAL : Finding.DIFFERENT, version,
                "version " + version + ":" + different);
    }

    private static String micros(long nanos) {
        return Long.toString(NanoUsd.of(nanos).microsFloored());
    }

    private static String different(Map<String, String> redis, String field, String given) {
        return given.equals(redis.get(field)) ? "" : " " + field;
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
