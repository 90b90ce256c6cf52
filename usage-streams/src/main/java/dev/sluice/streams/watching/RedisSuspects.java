package dev.sluice.streams.watching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.watching.RedisComparison.Finding;

/// Accounts that Redis has otherwise than the log, until they agree again. What stays so for some time is a violation;
/// one that is behind and moves is only on its way. Not thread-safe.
final class RedisSuspects {

    /// More are not remembered: these are alarm enough.
    static final int SUSPECTS_MAX = 500;

    private final long settlingMillis;
    private final Map<UserId, Suspect> suspects = new HashMap<>();

    private record Suspect(int partition, Finding finding, long version, long sinceMillis, boolean told) {

        boolean isStill(RedisComparison comparison) {
            return finding == comparison.finding()
                    && (finding != Finding.BEHIND || version == comparison.redisVersion());
        }
    }

    /// A violation that was found.
    record Found(Invariant invariant, String sentence) {}

    RedisSuspects(Duration settling) {
        this.settlingMillis = settling.toMillis();
    }

    /// Of a partition, to be looked at again.
    List<UserId> of(int partition) {
        List<UserId> users = new ArrayList<>();
        suspects.forEach((user, suspect) -> {
            if (suspect.partition() == partition) {
                users.add(user);
            }
        });
        return users;
    }

    /// Nothing is known of a partition while Redis is rebuilt or somebody else decides it.
    void forget(int partition) {
        suspects.values().removeIf(suspect -> suspect.partition() == partition);
    }

    /// The violation that this comparison makes certain; null for none, or one that was told.
    @Nullable
    Found compared(int partition, UserId user, RedisComparison comparison, long nowMillis) {
        Suspect known = suspects.get(user);
        if (comparison.finding() == Finding.EQUAL) {
            suspects.remove(user);
            return null;
        }
        if (known == null || !known.isStill(comparison)) {
            if (known != null || suspects.size() < SUSPECTS_MAX) {
                suspects.put(user, new Suspect(partition, comparison.finding(), comparison.redisVersion(), nowMillis,
                        false));
            }
            return null;
        }
        if (known.told() || nowMillis - known.sinceMillis() < settlingMillis) {
            return null;
        }
        suspects.put(user, new Suspect(partition, known.finding(), known.version(), known.sinceMillis(), true));
        Invariant broken = comparison.finding() == Finding.DIFFERENT ? Invariant.I6 : Invariant.I7;
        return new Found(broken, user + " in Redis: " + comparison.detail());
    }
}
