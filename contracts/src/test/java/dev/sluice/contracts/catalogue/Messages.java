package dev.sluice.contracts.catalogue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.rated.AccountSnapshot;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.RollUp;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

/// Which messages a topic carries, where their shape is public: those that have a JSON Schema.
final class Messages {

    private static final Map<TopicSpec, List<Class<?>>> PUBLIC = Map.ofEntries(
            Map.entry(Topics.ACCOUNT_EVENTS, leaves(AccountEvent.class).toList()),
            Map.entry(Topics.USAGE_RATED, List.of(RatedUsage.class)),
            Map.entry(Topics.ROLLUPS_MINUTE, List.of(RollUp.class)),
            Map.entry(Topics.ROLLUPS_QUARTER, List.of(RollUp.class)),
            Map.entry(Topics.ROLLUPS_DAY, List.of(RollUp.class)),
            Map.entry(Topics.LEDGER_ENTRIES, List.of(LedgerTransaction.class)),
            Map.entry(Topics.USAGE_ALERTS, List.of(UsageAlert.class)),
            Map.entry(Topics.IDENTITY_USERS, List.of(UserView.class)),
            Map.entry(Topics.IDENTITY_KEYS, List.of(KeyView.class)),
            Map.entry(Topics.IDENTITY_SESSIONS, List.of(SessionView.class)),
            Map.entry(Topics.ACCOUNT_SNAPSHOT, List.of(AccountSnapshot.class)));

    private Messages() {}

    static List<Class<?>> of(TopicSpec topic) {
        return PUBLIC.getOrDefault(topic, List.of());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        Class<?>[] cases = type.getPermittedSubclasses();
        return cases == null ? Stream.of(type) : Stream.of(cases).flatMap(Messages::leaves);
    }
}
