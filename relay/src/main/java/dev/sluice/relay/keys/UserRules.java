package dev.sluice.relay.keys;

import java.time.Instant;
import java.util.UUID;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// What a user may do: as good as all users of a plan share one.
record UserRules(UserView.Status status, boolean emailVerified, String plan, PlanMode mode, Limits limits,
        Budgets budgets, NanoUsd creditLimit, String timeZone) {

    static UserRules of(UserView view) {
        return new UserRules(view.status(), view.emailVerified(), view.plan(), view.mode(), view.limits(),
                view.budgets(), view.creditLimitNanoUsd(), view.timeZone());
    }

    /// The user with all that judges requests; what judges none is left out.
    UserView view(UUID id) {
        return new UserView(UserId.of(id), status, emailVerified, plan, mode, limits, budgets, creditLimit, timeZone,
                Instant.EPOCH, Instant.EPOCH, 0, null);
    }
}
