package dev.sluice.api.identitylog;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.audit.AuditEntry;
import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.KeyBlocked;
import dev.sluice.contracts.identity.IdentityEvent.KeyUnblocked;
import dev.sluice.contracts.identity.IdentityEvent.KeyWithdrawn;
import dev.sluice.contracts.identity.IdentityEvent.LimitsChanged;
import dev.sluice.contracts.identity.IdentityEvent.OfOperators;
import dev.sluice.contracts.identity.IdentityEvent.PlanChanged;
import dev.sluice.contracts.identity.IdentityEvent.UserResumed;
import dev.sluice.contracts.identity.IdentityEvent.UserSuspended;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.money.NanoUsd;

/// What of a decision was an operator's doing.
final class Audit {

    private static final String NO_LIMIT = "none";

    private final UserView before;
    private final UserView after;
    private final String id;
    private final Instant at;

    private Audit(UserView before, UserView after, String id, Instant at) {
        this.before = before;
        this.after = after;
        this.id = id;
        this.at = at;
    }

    /// `before` is the user as it was, `after` as it is by these events.
    static List<AuditEntry> of(List<IdentityEvent> events, UserView before, UserView after, String commandId,
            Instant at) {
        Audit audit = new Audit(before, after, EventIds.of(commandId + "|audit", 0, at), at);
        return events.stream().flatMap(event -> audit.entry(event).stream()).toList();
    }

    private Optional<AuditEntry> entry(IdentityEvent event) {
        if (event instanceof UserSuspended(_, var by, var reason)) {
            return user(by, "user.suspended", reason, status(before), status(after));
        }
        if (event instanceof UserResumed(_, var by, var reason)) {
            return user(by, "user.resumed", reason, status(before), status(after));
        }
        if (event instanceof PlanChanged changed) {
            return user(changed.by(), "user.plan-changed", changed.reason(), plan(before), plan(after));
        }
        return event instanceof OfOperators changed ? Optional.of(entry(changed)) : Optional.empty();
    }

    private AuditEntry entry(OfOperators event) {
        return switch (event) {
            case LimitsChanged changed -> new AuditEntry(id, at, changed.by(), "user.limits-changed",
                    changed.userId().value(), changed.reason(), limits(before), limits(after));
            case KeyBlocked(_, var keyId, var was, _, _) -> key(event, "key.suspended", keyId, was,
                    KeyView.Status.SUSPENDED);
            case KeyUnblocked(_, var keyId, var is, _, _) -> key(event, "key.resumed", keyId, KeyView.Status.SUSPENDED,
                    is);
            case KeyWithdrawn(_, var keyId, var was, _, _) -> key(event, "key.revoked", keyId, was,
                    KeyView.Status.REVOKED);
        };
    }

    private Optional<AuditEntry> user(String by, String action, String reason, Map<String, String> was,
            Map<String, String> is) {
        return Optional.of(new AuditEntry(id, at, by, action, after.userId().value(), reason, was, is));
    }

    private AuditEntry key(OfOperators event, String action, KeyId keyId, KeyView.Status was, KeyView.Status is) {
        return new AuditEntry(id, at, event.by(), action, keyId.value(), event.reason(),
                Map.of("userId", event.userId().value(), "status", was.name()),
                Map.of("userId", event.userId().value(), "status", is.name()));
    }

    private static Map<String, String> status(UserView view) {
        return Map.of("status", view.status().name());
    }

    private static Map<String, String> plan(UserView view) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("plan", view.plan());
        names.put("mode", view.mode().name());
        names.put("creditLimitUsd", view.creditLimitNanoUsd().toDecimal());
        names.putAll(limits(view));
        return names;
    }

    private static Map<String, String> limits(UserView view) {
        Map<String, String> names = new LinkedHashMap<>();
        Limits limits = view.limits();
        names.put("rpm", text(limits.rpm()));
        names.put("rpd", text(limits.rpd()));
        names.put("tpm", text(limits.tpm()));
        names.put("tokensPerMonth", text(limits.tokensPerMonth()));
        names.put("concurrency", text(limits.concurrency()));
        Budgets budgets = view.budgets();
        names.put("fiveHourUsd", text(budgets.fiveHourNanoUsd()));
        names.put("dayUsd", text(budgets.dayNanoUsd()));
        names.put("weekUsd", text(budgets.weekNanoUsd()));
        names.put("monthUsd", text(budgets.monthNanoUsd()));
        names.put("totalUsd", text(budgets.totalNanoUsd()));
        return names;
    }

    private static String text(@Nullable Long limit) {
        return limit == null ? NO_LIMIT : limit.toString();
    }

    private static String text(@Nullable NanoUsd budget) {
        return budget == null ? NO_LIMIT : budget.toDecimal();
    }
}
