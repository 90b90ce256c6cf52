package dev.sluice.streams.verifying;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.streams.accounts.rows.RowCodec;
import dev.sluice.streams.snapshots.Snapshot;

/// Where a replay begins. What came of the events before is not given again and cannot be compared.
///
/// @param offset
///            of the first record that is replayed
/// @param at
///            time of the log then
/// @param rows
///            of the decider then
/// @param users
///            user → version of the account and nano-dollars of its wallet
/// @param journals
///            journal → watermark in epoch milliseconds
record Since(long offset, Instant at, Map<String, byte[]> rows, Map<String, Account> users,
        Map<String, Long> journals) {

    /// The first record of the log.
    static final Since ZERO = new Since(0, Instant.EPOCH, Map.of(), Map.of(), Map.of());

    private static final String USER_ROW = "u/";
    private static final String JOURNAL_ROW = "j/";
    /// Clocks of relays and brokers differ by less.
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    record Account(long version, long balanceNanos) {}

    static Since of(Snapshot snapshot) {
        Map<String, Account> users = new HashMap<>();
        Map<String, Long> journals = new HashMap<>();
        snapshot.rows().forEach((key, row) -> {
            if (key.startsWith(USER_ROW)) {
                var user = RowCodec.user(row);
                users.put(key.substring(USER_ROW.length()),
                        new Account(user.version(), user.wallet().balanceNanos()));
            } else if (key.startsWith(JOURNAL_ROW)) {
                journals.put(key.substring(JOURNAL_ROW.length()), RowCodec.journalProgress(row).watermarkMillis());
            }
        });
        return new Since(snapshot.manifest().offset(), snapshot.manifest().until(), snapshot.rows(), users, journals);
    }

    boolean isZero() {
        return offset == 0;
    }

    /// Whether a view, or what was made of it, came of an event before.
    boolean isAfter(String user, long version) {
        return Optional.ofNullable(users.get(user)).filter(account -> version <= account.version()).isPresent();
    }

    boolean isAfter(AccountView view) {
        return isAfter(view.userId().value(), view.version());
    }

    boolean isAfter(Watermark mark) {
        return mark.millis() <= journals.getOrDefault(mark.journal().value(), Long.MIN_VALUE);
    }

    /// Whether requests before may be in a bucket that begins then.
    boolean isAfter(Instant bucket) {
        return !isZero() && bucket.isBefore(at.plus(CLOCKS));
    }

    long balanceNanos(UserId user) {
        return Optional.ofNullable(users.get(user.value())).map(Account::balanceNanos).orElse(0L);
    }
}
