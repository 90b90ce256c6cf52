package dev.sluice.contracts.plans;

import java.util.List;
import java.util.Optional;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.money.NanoUsd;

/// The plans this release ships. Free ones start at 120 requests per minute: an agent's turn is two requests
/// at once, its sub-agents run in parallel and its retries come thirty in half a minute.
public final class Plans {

    public static final Plan FREE = prepaid("free", PlanMode.CHUNKED,
            new Limits(120L, 20_000L, 2_000_000L, null, 64L));
    public static final Plan STRICT = prepaid("strict", PlanMode.STRICT, FREE.limits());
    public static final Plan PRO = prepaid("pro", PlanMode.CHUNKED,
            new Limits(1_200L, 500_000L, 20_000_000L, null, 256L));
    public static final Plan POSTPAID = new Plan("postpaid", PlanMode.POSTPAID, PRO.limits(),
            new Budgets(null, null, null, NanoUsd.parse("1000"), null), NanoUsd.parse("1000"));

    private static final List<Plan> ALL = List.of(FREE, PRO, STRICT, POSTPAID);

    private Plans() {}

    public static List<Plan> all() {
        return ALL;
    }

    public static Optional<Plan> find(String id) {
        return ALL.stream().filter(plan -> plan.id().equals(id)).findFirst();
    }

    private static Plan prepaid(String id, PlanMode mode, Limits limits) {
        return new Plan(id, mode, limits, Budgets.NONE, NanoUsd.ZERO);
    }
}
