package dev.sluice.api.identitylog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.sluice.contracts.audit.AuditEntry;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.PlanChanged;
import dev.sluice.contracts.identity.IdentityEvent.UserResumed;
import dev.sluice.contracts.identity.IdentityEvent.UserSuspended;
import dev.sluice.contracts.identity.UserView;

/// What of a decision was an operator's doing.
final class Audit {

    private Audit() {}

    /// `before` is the user as it was, `after` as it is by these events.
    static List<AuditEntry> of(List<IdentityEvent> events, UserView before, UserView after, String commandId,
            Instant at) {
        String id = EventIds.of(commandId + "|audit", 0, at);
        return events.stream().flatMap(event -> entry(event, before, after, id, at).stream()).toList();
    }

    private static Optional<AuditEntry> entry(IdentityEvent event, UserView before, UserView after, String id,
            Instant at) {
        String subject = event.userId().value();
        if (event instanceof UserSuspended(_, var by, var reason)) {
            return Optional.of(new AuditEntry(id, at, by, "user.suspended", subject, reason, status(before),
                    status(after)));
        }
        if (event instanceof UserResumed(_, var by, var reason)) {
            return Optional.of(new AuditEntry(id, at, by, "user.resumed", subject, reason, status(before),
                    status(after)));
        }
        return event instanceof PlanChanged changed
                ? Optional.of(new AuditEntry(id, at, changed.by(), "user.plan-changed", subject, changed.reason(),
                        plan(before), plan(after)))
                : Optional.empty();
    }

    private static Map<String, String> status(UserView view) {
        return Map.of("status", view.status().name());
    }

    private static Map<String, String> plan(UserView view) {
        return Map.of("plan", view.plan(), "mode", view.mode().name());
    }
}
