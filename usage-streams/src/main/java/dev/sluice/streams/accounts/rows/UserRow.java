package dev.sluice.streams.accounts.rows;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.streams.accounts.money.Wallet;

/// Row `u/<user>`: policy, money, what is open and the windows of the user. Mutable for speed; the decider is
/// its only writer.
public final class UserRow {

    private final Wallet wallet;
    private final Windows windows;
    private long version;
    private Policy policy = Policy.NONE;
    private boolean frozen;
    private boolean parked;
    private long openNanos;
    private long openRequests;

    public UserRow() {
        this(new Wallet(), new Windows());
    }

    UserRow(Wallet wallet, Windows windows) {
        this.wallet = wallet;
        this.windows = windows;
    }

    public UserRow copy() {
        UserRow copy = new UserRow(wallet.copy(), windows.copy());
        copy.version = version;
        copy.policy = policy;
        copy.frozen = frozen;
        copy.parked = parked;
        copy.openNanos = openNanos;
        copy.openRequests = openRequests;
        return copy;
    }

    public Wallet wallet() {
        return wallet;
    }

    public Windows windows() {
        return windows;
    }

    public long version() {
        return version;
    }

    public long nextVersion() {
        version++;
        return version;
    }

    public void policy(Policy set) {
        policy = set;
    }

    public Policy policy() {
        return policy;
    }

    public PlanMode mode() {
        return policy.mode();
    }

    /// How far below zero a postpaid balance may go.
    public long creditLimitNanos() {
        return policy.mode() == PlanMode.POSTPAID ? policy.creditLimitNanos() : 0;
    }

    public ZoneId zone() {
        return policy.zone();
    }

    public void freeze(boolean now) {
        frozen = now;
    }

    public void park(boolean now) {
        parked = now;
    }

    public boolean isParked() {
        return parked;
    }

    /// Why nothing may be spent; parked is the graver reason.
    public AccountView.@Nullable Halt halt() {
        if (parked) {
            return AccountView.Halt.PARKED;
        }
        return frozen ? AccountView.Halt.FROZEN : null;
    }

    /// A reservation opens, grows or ends.
    public void open(long nanos, int requests) {
        openNanos += nanos;
        openRequests += requests;
    }

    public long openNanos() {
        return openNanos;
    }

    public long openRequests() {
        return openRequests;
    }

    boolean isFrozen() {
        return frozen;
    }

    void restore(long newVersion, long newOpenNanos, long newOpenRequests) {
        version = newVersion;
        openNanos = newOpenNanos;
        openRequests = newOpenRequests;
    }
}
