package dev.sluice.contracts.catalogue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.RollUp;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

/// Which messages a topic carries, where their shape is public: those that have a JSON Schema.
final class Messages {

    private static final Map<TopicSpec, List<Class<?>>> PUBLIC = Map.of(
            Topics.ACCOUNT_EVENTS, leaves(AccountEvent.class).toList(),
            Topics.USAGE_RATED, List.of(RatedUsage.class),
            Topics.ROLLUPS_MINUTE, List.of(RollUp.class),
            Topics.ROLLUPS_QUARTER, List.of(RollUp.class),
            Topics.ROLLUPS_DAY, List.of(RollUp.class),
            Topics.LEDGER_ENTRIES, List.of(LedgerTransaction.class),
            Topics.USAGE_ALERTS, List.of(UsageAlert.class),
            Topics.IDENTITY_USERS, List.of(UserView.class),
            Topics.IDENTITY_KEYS, List.of(KeyView.class),
            Topics.IDENTITY_SESSIONS, List.of(SessionView.class));

    private Messages() {}

    static List<Class<?>> of(TopicSpec topic) {
        return PUBLIC.getOrDefault(topic, List.of());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        Class<?>[] cases = type.getPermittedSubclasses();
        return cases == null ? Stream.of(type) : Stream.of(cases).flatMap(Messages::leaves);
    }
}
