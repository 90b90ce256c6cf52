package dev.sluice.billing.log;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.audit.AuditEntry;

/// `account.events.v1` and `audit.v1` as operators change accounts: neither record is there without the other.
public interface OperatorLog {

    /// Returns once both are committed. Throws [LogUnavailable] otherwise; then they may or may not have been, so
    /// both must bear a repeat.
    void append(AccountEvent.OfUser event, AuditEntry entry);
}
