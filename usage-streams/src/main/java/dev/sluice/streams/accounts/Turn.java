package dev.sluice.streams.accounts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.admission.Consumed;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.LedgerTransaction.Entry;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.streams.accounts.money.TransactionIds;
import dev.sluice.streams.accounts.rows.AccountRows;
import dev.sluice.streams.accounts.rows.KeyRow;
import dev.sluice.streams.accounts.rows.UserRow;

/// One event on its way through the decider: the rows it touches and what it leads to. Rows are put back and
/// the view is made only when something changed.
final class Turn {

    private static final long NANOS_PER_MICRO = 1_000;

    private final AccountRows rows;
    private final AccountEvent.OfUser event;
    private final Instant appendedAt;
    private final UserRow user;
    private final List<RatedUsage> rated = new ArrayList<>(1);
    private final List<LedgerTransaction> transactions = new ArrayList<>(1);
    private final List<UsageAlert> alerts = new ArrayList<>(0);
    private final List<Consumed> consumed = new ArrayList<>(1);
    private final Letters letters;
    private @Nullable KeyId keyId;
    private @Nullable KeyRow key;
    private boolean changed;

    Turn(AccountRows rows, AccountEvent.OfUser event, Instant appendedAt, String place) {
        this.rows = rows;
        this.event = event;
        this.appendedAt = appendedAt;
        UserRow known = rows.user(event.userId());
        this.user = known == null ? new UserRow() : known;
        this.letters = new Letters(this, place);
    }

    AccountRows rows() {
        return rows;
    }

    UserId userId() {
        return event.userId();
    }

    String eventId() {
        return event.eventId();
    }

    Instant appendedAt() {
        return appendedAt;
    }

    long appendedMillis() {
        return appendedAt.toEpochMilli();
    }

    UserRow user() {
        return user;
    }

    Letters letters() {
        return letters;
    }

    /// The account changed: a view will say so.
    void change() {
        changed = true;
    }

    /// Counts for user and key; `millis` is the time of the admission.
    void count(KeyId of, long millis, long requests, long tokens, long nanos) {
        change();
        user.windows().count(millis, requests, tokens, nanos, user.zone());
        key(of).windows().count(millis, requests, tokens, nanos, user.zone());
    }

    /// A reservation of user and key opens, grows or ends.
    void open(KeyId of, long nanos, int requests) {
        change();
        user.open(nanos, requests);
        key(of).open(nanos);
    }

    private KeyRow key(KeyId of) {
        KeyRow row = key;
        if (row == null) {
            KeyRow known = rows.key(userId(), of);
            row = known == null ? new KeyRow() : known;
            key = row;
            keyId = of;
        }
        return row;
    }

    void consume(RequestId request, int first, int last) {
        consumed.add(new Consumed(request, first, last));
    }

    void rated(RatedUsage record) {
        rated.add(record);
    }

    /// Records entries as one transaction and answers its id; null when there are none.
    @Nullable
    String post(String kind, String cause, int n, List<Entry> entries) {
        if (entries.isEmpty()) {
            return null;
        }
        change();
        String id = TransactionIds.of(cause, kind, n);
        transactions.add(new LedgerTransaction(id, userId(), appendedAt, kind, cause, entries));
        return id;
    }

    /// Whether money has moved.
    boolean hasPosted() {
        return !transactions.isEmpty();
    }

    void alert(UsageAlert.Kind kind, @Nullable RequestId request, String detail) {
        alert(kind, request, detail, null);
    }

    /// Spending has reached a share of a limit with this event.
    void alert(UsageAlert.Kind kind, String detail, UsageAlert.Crossing crossing) {
        RequestId request = event instanceof UsageEvent usage ? usage.requestId() : null;
        alert(kind, request, detail, crossing);
    }

    private void alert(UsageAlert.Kind kind, @Nullable RequestId request, String detail,
            UsageAlert.@Nullable Crossing crossing) {
        String id = TransactionIds.of(eventId(), "alert " + kind, alerts.size());
        alerts.add(new UsageAlert(id, userId(), appendedAt, kind, request, detail, crossing));
    }

    Decision decision(int epoch) {
        if (!changed) {
            Decision quiet = new Decision(rated, transactions, List.of(), List.of(), alerts, letters.held(),
                    letters.settled());
            return quiet.isNothing() ? Decision.NOTHING : quiet;
        }
        AccountView view = view(epoch);
        rows.put(userId(), user);
        if (key != null && keyId != null) {
            rows.put(userId(), keyId, key);
        }
        return new Decision(rated, transactions, List.of(view), List.of(), alerts, letters.held(), letters.settled());
    }

    private AccountView view(int epoch) {
        long millis = appendedMillis();
        AccountView.KeyScope scope = keyId == null || key == null
                ? null
                : new AccountView.KeyScope(keyId, Math.ceilDiv(key.openNanos(), NANOS_PER_MICRO),
                        key.windows().view(millis));
        return new AccountView(userId(), epoch, user.nextVersion(), appendedAt,
                NanoUsd.of(user.wallet().admissibleNanos()).microsFloored(),
                NanoUsd.of(user.creditLimitNanos()).microsFloored(), NanoUsd.of(user.openNanos()).microsCeiled(),
                user.halt(), user.windows().view(millis), scope, consumed);
    }
}
