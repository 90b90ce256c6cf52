package dev.sluice.relay.server.local;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.contracts.admission.Allowances;
import dev.sluice.contracts.admission.Limit;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.relay.exchange.UsageLook.Answer.Used;
import dev.sluice.relay.exchange.caller.Caller;

/// `GET /v1/usage`: what the key and its account have left. Money is a decimal string, as everywhere.
public final class UsageAnswer {

    private static final int MICRO_DIGITS = 6;
    private static final int SHOWN_DIGITS = 9;

    private UsageAnswer() {}

    public static String json(Caller.Known caller, Used used) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("object", "usage");
        answer.put("asOf", used.asOf().toString());
        answer.put("keyId", caller.key().keyId().value());
        answer.put("availableUsd", dollars(used.availableMicros()));
        List<Map<String, Object>> limits = new ArrayList<>();
        add(limits, "user", Allowances.of(caller.user().limits(), caller.user().budgets()), used.user());
        add(limits, "key", Allowances.of(caller.key().limits(), caller.key().budgets()), used.key());
        answer.put("limits", limits);
        return SluiceJson.mapper().writeValueAsString(answer);
    }

    private static void add(List<Map<String, Object>> limits, String scope, Allowances most, Allowances used) {
        for (Limit limit : Limit.values()) {
            long max = most.of(limit);
            if (max == Allowances.NO_LIMIT) {
                continue;
            }
            long gone = used.of(limit);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("scope", scope);
            one.put("limit", name(limit));
            boolean money = limit.compareTo(Limit.SPEND_FIVE_HOURS) >= 0;
            one.put(money ? "maxUsd" : "max", money ? dollars(max) : (Object) max);
            one.put(money ? "usedUsd" : "used", money ? dollars(gone) : (Object) gone);
            one.put(money ? "remainingUsd" : "remaining",
                    money ? dollars(Math.max(0, max - gone)) : (Object) Math.max(0, max - gone));
            limits.add(one);
        }
    }

    /// As the same limits are called in the API of keys.
    private static String name(Limit limit) {
        return switch (limit) {
            case REQUESTS_PER_MINUTE -> "rpm";
            case REQUESTS_PER_DAY -> "rpd";
            case TOKENS_PER_MINUTE -> "tpm";
            case TOKENS_PER_MONTH -> "tokensPerMonth";
            case CONCURRENCY -> "concurrency";
            case SPEND_FIVE_HOURS -> "fiveHour";
            case SPEND_DAY -> "day";
            case SPEND_WEEK -> "week";
            case SPEND_MONTH -> "month";
            case SPEND_TOTAL -> "total";
        };
    }

    private static String dollars(long micros) {
        return BigDecimal.valueOf(micros, MICRO_DIGITS).setScale(SHOWN_DIGITS).toPlainString();
    }
}
