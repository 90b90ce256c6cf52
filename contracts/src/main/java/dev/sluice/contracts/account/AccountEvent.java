package dev.sluice.contracts.account;

import java.time.Instant;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.UserId;

/// Anything in `account.events.v1`. Keyed by user id, but for journal events, which go to one partition each.
public sealed interface AccountEvent {

    /// UUIDv7 of the event itself: `ce_id`.
    String eventId();

    /// When it happened, by the writer's clock; windows and order never depend on it.
    Instant at();

    /// An event that changes one account.
    sealed interface OfUser extends AccountEvent permits UsageEvent, UsageAdjusted, AccountPolicySet, CreditGranted,
            CreditRevoked, ChargePosted, RefundPosted, AccountFrozen, AccountThawed, AccountReleased,
            DeadLetterDismissed {
        UserId userId();
    }

    /// An event about one journal in one partition.
    sealed interface OfJournal extends AccountEvent permits JournalMark, JournalClosed {
        JournalId journal();
    }
}
