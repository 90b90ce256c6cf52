package dev.sluice.billing.prices;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.plans.Plan;
import dev.sluice.contracts.plans.Plans;

/// The plans an account can be on.
@RestController
@RequestMapping("/api/client/billing/plans")
class PlansController {

    record PlanList(List<OfferedPlan> items) {}

    record OfferedPlan(String id, String mode, Limits rateLimit, Budget budget, String creditLimitUsd) {}

    record Budget(@Nullable String fiveHourUsd, @Nullable String dayUsd, @Nullable String weekUsd,
            @Nullable String monthUsd, @Nullable String totalUsd) {}

    private final Plans plans;

    PlansController(Plans plans) {
        this.plans = plans;
    }

    @GetMapping
    PlanList list() {
        return new PlanList(plans.all().stream().map(PlansController::offered).toList());
    }

    private static OfferedPlan offered(Plan plan) {
        Budgets budgets = plan.budgets();
        return new OfferedPlan(plan.id(), plan.mode().name().toLowerCase(Locale.ROOT), plan.limits(),
                new Budget(usd(budgets.fiveHourNanoUsd()), usd(budgets.dayNanoUsd()), usd(budgets.weekNanoUsd()),
                        usd(budgets.monthNanoUsd()), usd(budgets.totalNanoUsd())),
                plan.creditLimitNanoUsd().toDecimal());
    }

    private static @Nullable String usd(@Nullable NanoUsd amount) {
        return amount == null ? null : amount.toDecimal();
    }
}
