package dev.sluice.contracts.plans;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.configuration.ConfigurationFault;
import dev.sluice.contracts.configuration.YamlFields;
import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.money.NanoUsd;

/// Reads the document that `docs/reference/plans.md` describes.
final class PlanDocument {

    private static final long LIMIT_MAX = 1_000_000_000_000L;
    private static final String LIMIT = "a whole number from 1 to " + LIMIT_MAX;
    private static final String AMOUNT = "dollars, at most nine digits and nine decimal places";
    private static final String AMOUNT_FORM = "\\d{1,9}(\\.\\d{1,9})?";

    private PlanDocument() {}

    static Plans read(String text) {
        YamlFields root = YamlFields.of(text);
        List<Plan> plans = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlFields fields : root.objects("plans", Plans.PLANS_MAX)) {
            Plan plan = plan(fields);
            if (!ids.add(plan.id())) {
                throw fields.fault("id", plan.id(), "an id that no other plan has");
            }
            plans.add(plan);
        }
        root.finish();
        return new Plans(plans);
    }

    private static Plan plan(YamlFields fields) {
        String id = fields.text("id", Plan.ID_FORM, Plan.ID_FORM);
        PlanMode mode = fields.scalar("mode", "strict, chunked or postpaid", PlanDocument::mode);
        Limits limits = limits(fields.object("limits"));
        Budgets budgets = budgets(fields.object("budgets"));
        NanoUsd given = amount(fields, "creditLimitUsd");
        fields.finish();
        try {
            return new Plan(id, mode, limits, budgets, given == null ? NanoUsd.ZERO : given);
        } catch (IllegalArgumentException contradiction) {
            throw new ConfigurationFault(String.valueOf(contradiction.getMessage()));
        }
    }

    private static PlanMode mode(String text) {
        return PlanMode.valueOf(text.equals(text.toLowerCase(Locale.ROOT)) ? text.toUpperCase(Locale.ROOT) : "");
    }

    private static Limits limits(@Nullable YamlFields fields) {
        if (fields == null) {
            return Limits.NONE;
        }
        Limits limits = new Limits(limit(fields, "rpm"), limit(fields, "rpd"), limit(fields, "tpm"),
                limit(fields, "tokensPerMonth"), limit(fields, "concurrency"));
        fields.finish();
        return limits;
    }

    private static @Nullable Long limit(YamlFields fields, String name) {
        return fields.optional(name, LIMIT, text -> {
            long value = Long.parseLong(text);
            return value < 1 || value > LIMIT_MAX ? null : Long.valueOf(value);
        });
    }

    private static Budgets budgets(@Nullable YamlFields fields) {
        if (fields == null) {
            return Budgets.NONE;
        }
        Budgets budgets = new Budgets(amount(fields, "fiveHourUsd"), amount(fields, "dayUsd"),
                amount(fields, "weekUsd"), amount(fields, "monthUsd"), amount(fields, "totalUsd"));
        fields.finish();
        return budgets;
    }

    private static @Nullable NanoUsd amount(YamlFields fields, String name) {
        return fields.optional(name, AMOUNT, text -> text.matches(AMOUNT_FORM) ? NanoUsd.parse(text) : null);
    }
}
