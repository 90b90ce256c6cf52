package dev.sluice.streams.watching;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.accounts.rows.RowCodec;
import dev.sluice.streams.accounts.rows.UserRow;

/// Goes through the accounts of the partitions that are decided here, a few at a time, round after round. Not
/// thread-safe.
final class AccountsRound {

    /// Of one partition at one look: about 2 ms.
    static final int ACCOUNTS_PER_LOOK_MAX = 200;
    private static final String FIRST = "u/";
    private static final String END = "u0";

    private final Map<Integer, Round> rounds = new HashMap<>();

    /// Nano-dollars by mode: of the accounts of this round so far, and of those of the last whole one.
    private static final class Round {

        private String next = FIRST;
        private Map<PlanMode, Long> overdrawn = new EnumMap<>(PlanMode.class);
        private Map<PlanMode, Long> wholeOverdrawn = Map.of();

        void end() {
            next = FIRST;
            wholeOverdrawn = overdrawn;
            overdrawn = new EnumMap<>(PlanMode.class);
        }
    }

    /// Forgets all other partitions.
    void retain(Set<Integer> partitions) {
        rounds.keySet().retainAll(partitions);
    }

    /// The next accounts.
    List<UserId> look(int partition, ReadOnlyKeyValueStore<String, byte[]> rows) {
        Round round = rounds.computeIfAbsent(partition, _ -> new Round());
        List<UserId> users = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> accounts = rows.range(round.next, END)) {
            while (accounts.hasNext() && users.size() < ACCOUNTS_PER_LOOK_MAX) {
                KeyValue<String, byte[]> row = accounts.next();
                UserRow user = RowCodec.user(row.value);
                round.overdrawn.merge(user.mode(), overdrawnNanos(user), Long::sum);
                users.add(new UserId(row.key.substring(FIRST.length())));
                round.next = row.key + '\0';
            }
        }
        if (users.size() < ACCOUNTS_PER_LOOK_MAX) {
            round.end();
        }
        return users;
    }

    /// Spent beyond the credit and beyond the credit limit.
    private static long overdrawnNanos(UserRow user) {
        return Math.max(0, user.wallet().receivableNanos() - user.creditLimitNanos());
    }

    /// Nano-dollars that accounts of this mode had spent beyond what they may, in the last whole round.
    long overdrawnNanos(PlanMode mode) {
        return rounds.values().stream().mapToLong(round -> round.wholeOverdrawn.getOrDefault(mode, 0L)).sum();
    }
}
