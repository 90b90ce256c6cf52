package dev.sluice.api.administration;

import java.time.Instant;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.sluice.api.keys.Budget;
import dev.sluice.api.keys.RateLimit;
import dev.sluice.api.web.Usd;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.plans.Plan;
import dev.sluice.contracts.usage.Service;

/// Users, their keys and the plans, as administrators see and change them.
final class UserShapes {

    private UserShapes() {}

    /// Why something is changed; it stands in `audit` for ever and in the clear.
    record Reason(@NotBlank @Size(max = 400) String reason) {}

    record PlanChoice(@NotBlank @Size(max = 40) String plan, @NotBlank @Size(max = 400) String reason) {}

    /// A field that is absent is the plan's.
    record LimitsChoice(@Nullable @Valid RateLimit rateLimit, @Nullable @Valid Budget budget,
            @NotBlank @Size(max = 400) String reason) {}

    /// An id or an e-mail address; in the body, because addresses of requests are written down.
    record Search(@NotBlank @Size(max = 254) String search) {
        @Override
        public String toString() {
            return "Search[…]";
        }
    }

    record FoundUser(String id, @Nullable String email, @Nullable String username, UserView.Status status, String plan,
            @Schema(description = "What holds: the plan's, or the user's own") RateLimit rateLimit, Budget budget,
            boolean emailVerified, long keys, Instant createdAt, Instant updatedAt) {
        @Override
        public String toString() {
            return "FoundUser[" + id + "]";
        }
    }

    record FoundUsers(List<FoundUser> items) {}

    /// A key without what its owner calls it: names are nobody else's.
    record UserKey(String id, String last4, KeyView.Status status, List<Service> permissions, RateLimit rateLimit,
            Budget budget, @Nullable Instant expiresAt, Instant createdAt, Instant updatedAt) {

        static UserKey of(KeyView view) {
            return new UserKey(view.keyId().value(), view.last4(), view.status(),
                    view.permissions().stream().sorted().toList(), RateLimit.of(view.limits()),
                    Budget.of(view.budgets()), view.expiresAt(), view.createdAt(), view.updatedAt());
        }
    }

    record UserKeys(List<UserKey> items, @Nullable String nextCursor) {}

    record ShownPlan(String id, PlanMode mode, RateLimit rateLimit, Budget budget,
            @Schema(description = "How far the account may go below zero") Usd creditLimitUsd) {

        static ShownPlan of(Plan plan) {
            return new ShownPlan(plan.id(), plan.mode(), RateLimit.of(plan.limits()), Budget.of(plan.budgets()),
                    Usd.of(plan.creditLimitNanoUsd()));
        }
    }

    record ShownPlans(List<ShownPlan> items) {}
}
