package dev.sluice.contracts.account;

import java.time.Instant;

import dev.sluice.contracts.ids.JournalId;

/// Everything this journal reserved before `reservedBefore` (Redis time) stands in the log ahead of this
/// mark, or was given up unserved (metering §3).
public record JournalMark(
        String eventId,
        JournalId journal,
        String relayId,
        Instant at,
        Instant reservedBefore) implements AccountEvent.OfJournal {}
