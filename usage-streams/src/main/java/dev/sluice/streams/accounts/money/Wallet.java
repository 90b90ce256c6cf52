package dev.sluice.streams.accounts.money;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.LedgerTransaction.Entry;
import dev.sluice.contracts.usage.Service;

/// What a user can spend: grants in burn order, money returned to the wallet, and what was spent beyond both.
/// Each change answers the ledger entries it makes, which sum to zero. Not thread-safe.
public final class Wallet {

    /// Grants with something left. More are refused, but plain paid credit, which needs no row of its own.
    public static final int GRANTS_MAX = 64;

    private final List<Grant> grants;
    private long paidNanos;
    private long receivableNanos;

    public Wallet() {
        this(List.of(), 0, 0);
    }

    public Wallet(List<Grant> grants, long paidNanos, long receivableNanos) {
        this.grants = new ArrayList<>(grants);
        this.paidNanos = paidNanos;
        this.receivableNanos = receivableNanos;
    }

    public Wallet copy() {
        return new Wallet(grants, paidNanos, receivableNanos);
    }

    /// In burn order, each with something left.
    public List<Grant> grants() {
        return List.copyOf(grants);
    }

    /// Money that belongs to no grant: returned, or paid in beyond `GRANTS_MAX`.
    public long paidNanos() {
        return paidNanos;
    }

    /// Spent beyond all credit.
    public long receivableNanos() {
        return receivableNanos;
    }

    /// Everything left less what is owed. Negative when more was spent than there was.
    public long balanceNanos() {
        long sum = paidNanos - receivableNanos;
        for (Grant grant : grants) {
            sum += grant.remainingNanos();
        }
        return sum;
    }

    /// What admission may count on: credit for a certain service or model lowers a charge but admits nothing,
    /// because a reservation must be covered whatever it is for.
    public long admissibleNanos() {
        long sum = paidNanos - receivableNanos;
        for (Grant grant : grants) {
            sum += grant.isGeneral() ? grant.remainingNanos() : 0;
        }
        return sum;
    }

    /// Takes a charge in burn order; what no credit covers is owed.
    public List<Entry> charge(UserId user, long nanos, Service service, String model) {
        List<Entry> entries = burn(user, nanos, grant -> grant.covers(service, model));
        entries.add(entry(Accounts.REVENUE_USAGE, nanos));
        return entries;
    }

    /// Takes a charge that is not usage.
    public List<Entry> fee(UserId user, long nanos) {
        List<Entry> entries = burn(user, nanos, Grant::isGeneral);
        entries.add(entry(Accounts.REVENUE_FEE, nanos));
        return entries;
    }

    /// Gives money back: first against what is owed, the rest into the wallet.
    public List<Entry> giveBack(UserId user, long nanos) {
        List<Entry> entries = new ArrayList<>(3);
        long owed = Math.min(nanos, receivableNanos);
        receivableNanos -= owed;
        paidNanos += nanos - owed;
        addUnlessZero(entries, Accounts.receivable(user), owed);
        addUnlessZero(entries, Accounts.paid(user), nanos - owed);
        entries.add(entry(Accounts.REVENUE_USAGE, -nanos));
        return entries;
    }

    /// Empty when there is no room for one more.
    public List<Entry> grant(UserId user, CreditGranted event, long appendedAtMillis) {
        Grant grant = Grant.of(event, appendedAtMillis);
        long nanos = grant.grantedNanos();
        if (grants.size() < GRANTS_MAX) {
            grants.add(grant);
            grants.sort(null);
        } else if (grant.kind() == CreditGranted.Kind.PAID && grant.isGeneral()
                && grant.expiresAtMillis() == Grant.NEVER) {
            paidNanos += nanos;
        } else {
            return List.of();
        }
        return List.of(entry(Accounts.wallet(user, grant), nanos), entry(Accounts.origin(grant.kind()), -nanos));
    }

    /// Takes back what is left of a grant; empty when nothing is.
    public List<Entry> revoke(UserId user, GrantId id) {
        return remove(user, grant -> grant.id().equals(id), false);
    }

    /// Removes grants that are past their time; empty when none is.
    public List<Entry> expire(UserId user, long recordMillis) {
        return remove(user, grant -> grant.expiresAtMillis() <= recordMillis, true);
    }

    private List<Entry> remove(UserId user, Predicate<Grant> gone, boolean expired) {
        List<Entry> entries = new ArrayList<>(0);
        for (Grant grant : grants) {
            if (gone.test(grant)) {
                entries.add(entry(Accounts.wallet(user, grant), -grant.remainingNanos()));
                String to = expired ? Accounts.BREAKAGE : Accounts.origin(grant.kind());
                entries.add(entry(to, grant.remainingNanos()));
            }
        }
        grants.removeIf(gone);
        return entries;
    }

    private List<Entry> burn(UserId user, long nanos, Predicate<Grant> usable) {
        List<Entry> entries = new ArrayList<>(3);
        long rest = nanos;
        for (int i = 0; i < grants.size() && rest > 0; i++) {
            Grant grant = grants.get(i);
            if (usable.test(grant)) {
                long part = Math.min(rest, grant.remainingNanos());
                grants.set(i, grant.withRemaining(grant.remainingNanos() - part));
                entries.add(entry(Accounts.wallet(user, grant), -part));
                rest -= part;
            }
        }
        grants.removeIf(grant -> grant.remainingNanos() == 0);
        long fromPaid = Math.min(rest, paidNanos);
        paidNanos -= fromPaid;
        receivableNanos += rest - fromPaid;
        addUnlessZero(entries, Accounts.paid(user), -fromPaid);
        addUnlessZero(entries, Accounts.receivable(user), -(rest - fromPaid));
        return entries;
    }

    private static void addUnlessZero(List<Entry> entries, String account, long nanos) {
        if (nanos != 0) {
            entries.add(entry(account, nanos));
        }
    }

    private static Entry entry(String account, long nanos) {
        return new Entry(account, NanoUsd.of(nanos));
    }
}
