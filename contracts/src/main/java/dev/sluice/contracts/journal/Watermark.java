package dev.sluice.contracts.journal;

import java.time.Instant;

import dev.sluice.contracts.ids.JournalId;

/// Everything that `journal` reserved in one partition before `reservedBefore` (Redis time) is applied, or
/// was
/// given up unserved. A closed journal will not grow: everything it reserved is. Value of `mark/<journal>` in
/// `account.view` and of `partition/journal` in `usage.watermark`.
public record Watermark(JournalId journal, Instant reservedBefore, boolean closed) {

    /// Redis milliseconds of a closed journal's watermark: above any time, exact as a Lua number.
    public static final long CLOSED_MILLIS = 9_000_000_000_000_000L;

    /// Redis milliseconds below which this journal's reservations are settled with.
    public long millis() {
        return closed ? CLOSED_MILLIS : reservedBefore.toEpochMilli();
    }

    /// Key of the mark in `account.view`.
    public String markKey() {
        return MARK_KEY_PREFIX + journal;
    }

    /// Key of the record in `usage.watermark`: `partition/journal`.
    public String topicKey(int partition) {
        return partition + "/" + journal;
    }

    public static final String MARK_KEY_PREFIX = "mark/";
}
