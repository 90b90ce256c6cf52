package dev.sluice.api.identity;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.IdentityCommand.ChangeLimits;
import dev.sluice.contracts.identity.IdentityCommand.ChangePlan;
import dev.sluice.contracts.identity.IdentityCommand.FollowPlan;
import dev.sluice.contracts.identity.IdentityCommand.ResumeUser;
import dev.sluice.contracts.identity.IdentityCommand.SuspendUser;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.EndReason;
import dev.sluice.contracts.identity.IdentityEvent.LimitsChanged;
import dev.sluice.contracts.identity.IdentityEvent.PlanChanged;
import dev.sluice.contracts.identity.IdentityEvent.UserResumed;
import dev.sluice.contracts.identity.IdentityEvent.UserSuspended;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.plans.Plan;
import dev.sluice.contracts.plans.Plans;

/// What operators decide about users. Doing it twice is no error.
final class OperatorDecider {

    private final SessionDecider sessions;
    private final Plans plans;

    OperatorDecider(SessionDecider sessions, Plans plans) {
        this.sessions = sessions;
        this.plans = plans;
    }

    Decision suspend(Rows rows, SuspendUser command) {
        UserRow row = rows.user(command.userId());
        if (row == null) {
            return Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        }
        return switch (row.view().status()) {
            case ACTIVE -> {
                List<IdentityEvent> events = new ArrayList<>();
                events.add(new UserSuspended(command.userId(), command.by(), command.reason()));
                events.addAll(sessions.endAll(rows, row, null, EndReason.USER_SUSPENDED));
                yield Decision.done(command.userId(), events);
            }
            case SUSPENDED -> Decision.done(command.userId());
            case UNVERIFIED -> Decision.refused(command.userId(), Refusal.USER_UNVERIFIED);
            case DELETED -> Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        };
    }

    Decision resume(Rows rows, ResumeUser command) {
        UserRow row = rows.user(command.userId());
        if (row == null) {
            return Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        }
        return switch (row.view().status()) {
            case SUSPENDED -> Decision.done(command.userId(),
                    new UserResumed(command.userId(), command.by(), command.reason()));
            case ACTIVE -> Decision.done(command.userId());
            case UNVERIFIED -> Decision.refused(command.userId(), Refusal.USER_UNVERIFIED);
            case DELETED -> Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        };
    }

    Decision changePlan(Rows rows, ChangePlan command) {
        UserRow row = rows.user(command.userId());
        if (row == null) {
            return Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        }
        return plans.find(command.plan())
                .map(plan -> putOn(plan, row, command.by(), command.reason()))
                .orElseGet(() -> Decision.refused(command.userId(), Refusal.PLAN_UNKNOWN));
    }

    /// Whoever has left the plan meanwhile stays where they are.
    Decision followPlan(Rows rows, FollowPlan command) {
        UserRow row = rows.user(command.userId());
        if (row == null) {
            return Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        }
        Plan plan = new Plan(command.plan(), command.mode(), command.limits(), command.budgets(),
                command.creditLimitNanoUsd());
        return row.view().plan().equals(plan.id())
                ? putOn(plan, row, command.by(), command.reason())
                : Decision.done(command.userId());
    }

    private static Decision putOn(Plan plan, UserRow row, String by, String reason) {
        UserView view = row.view();
        OwnLimits own = row.ownLimits();
        Limits limits = own.over(plan.limits());
        Budgets budgets = own.over(plan.budgets());
        boolean there = view.plan().equals(plan.id()) && view.mode() == plan.mode() && view.limits().equals(limits)
                && view.budgets().equals(budgets) && view.creditLimitNanoUsd().equals(plan.creditLimitNanoUsd());
        return there
                ? Decision.done(view.userId())
                : Decision.done(view.userId(), new PlanChanged(view.userId(), plan.id(), plan.mode(), limits, budgets,
                        plan.creditLimitNanoUsd(), by, reason));
    }

    Decision changeLimits(Rows rows, ChangeLimits command) {
        UserRow row = rows.user(command.userId());
        if (row == null) {
            return Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        }
        OwnLimits own = new OwnLimits(command.limits(), command.budgets());
        if (own.equals(row.ownLimits())) {
            return Decision.done(command.userId());
        }
        return plans.find(row.view().plan())
                .map(plan -> Decision.done(command.userId(), new LimitsChanged(command.userId(), own.limits(),
                        own.budgets(), own.over(plan.limits()), own.over(plan.budgets()), command.by(),
                        command.reason())))
                .orElseGet(() -> Decision.refused(command.userId(), Refusal.PLAN_UNKNOWN));
    }
}
