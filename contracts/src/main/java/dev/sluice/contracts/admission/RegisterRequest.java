package dev.sluice.contracts.admission;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.UserId;

/// Brings back, without any limit check, the local entries of a relay after Redis lost its data: every
/// reservation and extension above the watermark of its journal, finished ones too. Journals in `passed` need
/// not be waited for any more; name them with the last batch of entries.
///
/// @param gateMillis
///            the gate this is meant for; nothing happens when the account has another one
public record RegisterRequest(UserId userId, long gateMillis, List<LocalEntry> entries, List<JournalId> passed) {

    /// Entries of one call; the script holds Redis for as long as it runs.
    public static final int ENTRIES_MAX = 500;

    public RegisterRequest {
        entries = List.copyOf(entries);
        passed = List.copyOf(passed);
        if (entries.size() > ENTRIES_MAX) {
            throw new IllegalArgumentException("entries: " + entries.size() + " (expected: <= " + ENTRIES_MAX + ")");
        }
    }

    /// KEYS of `register`.
    public List<String> keys() {
        return List.of(RedisKeys.view(userId), RedisKeys.reservations(userId));
    }

    /// ARGV of `register`: gate, number of entries, six per entry, then the passed journals.
    public List<String> args() {
        List<String> args = new ArrayList<>();
        args.add(Long.toString(gateMillis));
        args.add(Integer.toString(entries.size()));
        for (LocalEntry entry : entries) {
            args.add(entry.field());
            args.add(Long.toString(entry.micros()));
            args.add(Long.toString(entry.tokens()));
            args.add(Integer.toString(entry.requests()));
            args.add(entry.keyId().value());
            args.add(entry.journal().value());
        }
        passed.forEach(journal -> args.add(journal.value()));
        return args;
    }

    /// Reads the reply of `register`.
    public static boolean parse(List<?> reply) {
        return Replies.number(reply, 0) == 1;
    }
}
