package dev.sluice.contracts.account;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.contracts.json.SluiceJson;

/// CloudEvents binary mode: the type in the header `ce_type`, the event as JSON in the value.
public final class AccountEventCodec {

    public static final String TYPE_PREFIX = "dev.sluice.account.";

    private static final Map<String, Class<? extends AccountEvent>> TYPES = Stream.of(
            UsageReserved.class, UsageExtended.class, UsageSettled.class, UsageFailed.class, UsageAbandoned.class,
            UsageAdjusted.class, JournalMark.class, JournalClosed.class, AccountPolicySet.class, CreditGranted.class,
            CreditRevoked.class, ChargePosted.class, RefundPosted.class, AccountFrozen.class, AccountThawed.class,
            AccountReleased.class, DeadLetterDismissed.class)
            .collect(Collectors.toUnmodifiableMap(type -> TYPE_PREFIX + type.getSimpleName(), type -> type));
    private static final Map<Class<?>, String> NAMES = TYPES.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private AccountEventCodec() {}

    /// Every `ce_type` of the topic.
    public static Set<String> types() {
        return TYPES.keySet();
    }

    /// The value of `ce_type`: `dev.sluice.account.UsageReserved` and so on.
    public static String type(AccountEvent event) {
        String name = NAMES.get(event.getClass());
        if (name == null) {
            throw new IllegalArgumentException(event.getClass() + ": not an event of the account log");
        }
        return name;
    }

    public static byte[] encode(AccountEvent event) {
        return switch (event) {
            case UsageReserved reserved -> EventJson.of(reserved);
            case UsageSettled settled when settled.earlierAttempts() == null -> EventJson.of(settled);
            case AccountEvent rare -> SluiceJson.mapper().writeValueAsBytes(rare);
        };
    }

    /// Throws `IllegalArgumentException` for an unknown type and `JacksonException` for a value that is
    /// not such an event.
    public static AccountEvent decode(String type, byte[] json) {
        Class<? extends AccountEvent> eventClass = TYPES.get(type);
        if (eventClass == null) {
            throw new IllegalArgumentException("ce_type: " + type + " (expected: one of " + TYPES.keySet() + ")");
        }
        AccountEvent plain = PlainEvents.read(eventClass, json);
        return plain == null ? SluiceJson.mapper().readValue(json, eventClass) : plain;
    }
}
