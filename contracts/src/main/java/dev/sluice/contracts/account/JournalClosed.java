package dev.sluice.contracts.account;

import java.time.Instant;

import dev.sluice.contracts.ids.JournalId;

/// The journal will not grow any more. Written by its relay, or by the reaper when the relay is lost.
/// `lastPseq` is the last sequence number in this partition, -1 when the writer cannot know it.
public record JournalClosed(
        String eventId,
        JournalId journal,
        Instant at,
        long lastPseq,
        Instant closedAt,
        By by) implements AccountEvent.OfJournal {

    /// Who closed it.
    public enum By {
        RELAY, REAPER
    }

}
