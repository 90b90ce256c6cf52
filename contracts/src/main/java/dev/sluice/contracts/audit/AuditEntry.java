package dev.sluice.contracts.audit;

import java.time.Instant;
import java.util.Map;

/// One change by an operator; topic `audit`, key = actor. It is written in the same transaction as the change:
/// neither is there without the other.
///
/// @param actor
///            user id of the operator, or `internal` for the installation's own services
/// @param action
///            such as `user.suspended`
/// @param subject
///            id of what was changed
/// @param before
///            what was changed as it was, by name; nothing personal
/// @param after
///            the same names as they are now
public record AuditEntry(String id, Instant at, String actor, String action, String subject, String reason,
        Map<String, String> before, Map<String, String> after) {

    public AuditEntry {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }
}
