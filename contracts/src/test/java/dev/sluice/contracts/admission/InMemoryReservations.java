package dev.sluice.contracts.admission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;

/// The twin of the Lua scripts: the same answers to the same questions, in memory, by a clock of one's
/// choice. One instance is the data of one Redis server; not thread-safe.
public final class InMemoryReservations implements Reservations {

    private static final long OLD_MILLIS = 2_000;
    private static final long SWEEP_MILLIS = 1_000;

    /// Name of a local entry.
    record Entry(RequestId requestId, int extension) {}

    /// A local entry as it is held.
    record Held(long micros, long tokens, long requests, long millis, KeyId keyId, JournalId journal) {

        Held plus(Held more) {
            return new Held(micros + more.micros, tokens + more.tokens, requests + more.requests, more.millis, keyId,
                    more.journal);
        }
    }

    /// A rule left out on purpose: an auditor must notice.
    public enum Flaw {
        /// A view that is not newer for the user is ignored whole, its key scope and consumed entries too.
        ONE_VERSION_FOR_ALL,
        /// An account that is created is open at once.
        NO_GATE_FOR_A_NEW_ACCOUNT,
        /// The minute has 30 buckets, the current one included.
        RING_WITHOUT_CURRENT_BUCKET,
        /// Local entries count in the minute however old they are.
        OLD_LOCAL_ENTRIES_COUNT,
        /// An extension is added to the entry of its reservation.
        ONE_ENTRY_PER_REQUEST,
        /// Local entries vanish after half a minute.
        RELEASE_BY_TTL
    }

    private static final long TTL_FLAW_MILLIS = 30_000;

    private final LongSupplier clockMillis;
    private final Set<Flaw> flaws;
    private final Map<UserId, InMemoryAccount> accounts = new HashMap<>();

    public InMemoryReservations(LongSupplier clockMillis) {
        this(clockMillis, Set.of());
    }

    public InMemoryReservations(LongSupplier clockMillis, Set<Flaw> flaws) {
        this.clockMillis = clockMillis;
        this.flaws = flaws;
    }

    /// The data as it is now, for a replica that will lag from here on.
    public InMemoryReservations copy(LongSupplier clock) {
        InMemoryReservations copy = new InMemoryReservations(clock, flaws);
        accounts.forEach((user, account) -> copy.accounts.put(user, account.copy()));
        return copy;
    }

    /// FLUSHALL.
    public void flush() {
        accounts.clear();
    }

    @Override
    public AdmitAnswer admit(AdmitRequest request) {
        InMemoryAccount account = account(request.userId());
        AccountView view = account.view;
        if (view == null) {
            return AdmitAnswer.Unknown.ABSENT;
        }
        if (!request.gate().opens(account.gateMillis)) {
            return new AdmitAnswer.Unknown(account.gateMillis, Set.copyOf(account.passed));
        }
        AccountView.Halt halt = view.halt();
        if (halt != null) {
            return new AdmitAnswer.Halted(halt);
        }
        expire(account);
        Entry field = new Entry(request.requestId(), ordinal(request.extension()));
        Held held = account.entries.get(field);
        return held == null || held.requests() != requests(request)
                ? judge(account, view, request, field)
                : admitted(view, held.millis(), Allowances.UNLIMITED, Allowances.UNLIMITED);
    }

    private AdmitAnswer judge(InMemoryAccount account, AccountView view, AdmitRequest request, Entry field) {
        long now = clockMillis.getAsLong();
        KeyId key = request.keyId();
        ScopeJudge user = new ScopeJudge(now, request, Limit.Scope.USER, account.windows(view), account.totals, flaws);
        ScopeJudge ofKey = new ScopeJudge(now, request, Limit.Scope.KEY, account.windows(key), account.totals(key),
                flaws);
        AdmitAnswer.@Nullable Refused refused = user.judge(leases(request.userLimits(), account.userLeases, request));
        if (refused == null) {
            refused = ofKey.judge(leases(request.keyLimits(), keyLeases(account, key), request));
        }
        if (refused != null) {
            return unlessOld(account, request, now, refused);
        }
        long available = view.balanceMicros() + view.creditMicros() - view.openMicros() - account.totals.micros();
        if (available < Math.max(request.micros(), request.neededMicros())) {
            return unlessOld(account, request, now, new AdmitAnswer.InsufficientBalance(available));
        }
        account.hold(field, new Held(request.micros(), request.tokens(), requests(request), now, key,
                request.journal()));
        lease(request.userLimits(), account.userLeases, request, now);
        lease(request.keyLimits(), keyLeases(account, key), request, now);
        return admitted(view, now, user.remaining(), ofKey.remaining());
    }

    private static long requests(AdmitRequest request) {
        return request.extension() == 0 ? 1 : 0;
    }

    private int ordinal(int extension) {
        return flaws.contains(Flaw.ONE_ENTRY_PER_REQUEST) ? 0 : extension;
    }

    private void expire(InMemoryAccount account) {
        if (flaws.contains(Flaw.RELEASE_BY_TTL)) {
            long ends = clockMillis.getAsLong() - TTL_FLAW_MILLIS;
            List.copyOf(account.entries.entrySet()).stream().filter(each -> each.getValue().millis() < ends)
                    .forEach(each -> account.release(each.getKey()));
        }
    }

    private static AdmitAnswer admitted(AccountView view, long millis, Allowances user, Allowances key) {
        return new AdmitAnswer.Admitted(millis, view.version(), view.asOf().toEpochMilli(), user, key);
    }

    private static AdmitAnswer unlessOld(InMemoryAccount account, AdmitRequest request, long now, AdmitAnswer refusal) {
        boolean old = account.firstMillis >= 0 && now - account.firstMillis > OLD_MILLIS;
        boolean due = Math.abs(now - account.sweptMillis) > SWEEP_MILLIS;
        return old && due && !request.swept() ? new AdmitAnswer.Sweep() : refusal;
    }

    private OptionalLong leases(Allowances limits, Map<RequestId, Long> leases, AdmitRequest request) {
        if (limits.of(Limit.CONCURRENCY) < 0 || request.extension() > 0) {
            return OptionalLong.empty();
        }
        long now = clockMillis.getAsLong();
        leases.values().removeIf(ends -> ends <= now);
        return leases.containsKey(request.requestId()) ? OptionalLong.empty() : OptionalLong.of(leases.size());
    }

    private static void lease(Allowances limits, Map<RequestId, Long> leases, AdmitRequest request, long now) {
        if (limits.of(Limit.CONCURRENCY) >= 0 && request.extension() == 0) {
            leases.put(request.requestId(), now + RedisKeys.CONCURRENCY_LEASE_MILLIS);
        }
    }

    private static Map<RequestId, Long> keyLeases(InMemoryAccount account, KeyId key) {
        return account.keyLeases.computeIfAbsent(key, _ -> new HashMap<>());
    }

    /// What a relay does with `ZREM` when a request ends.
    public void endLease(UserId user, KeyId key, RequestId request) {
        account(user).userLeases.remove(request);
        keyLeases(account(user), key).remove(request);
    }

    @Override
    public boolean register(RegisterRequest request) {
        InMemoryAccount account = account(request.userId());
        if (account.view == null || account.gateMillis != request.gateMillis()) {
            return false;
        }
        long now = clockMillis.getAsLong();
        for (LocalEntry entry : request.entries()) {
            Entry field = new Entry(entry.requestId(), entry.extension());
            if (!account.entries.containsKey(field)) {
                account.hold(field, new Held(entry.micros(), entry.tokens(), entry.requests(), now, entry.keyId(),
                        entry.journal()));
            }
        }
        account.passed.addAll(request.passed());
        return true;
    }

    @Override
    public SweepAnswer sweep(SweepRequest request) {
        InMemoryAccount account = account(request.userId());
        List<Entry> gone = new ArrayList<>();
        long oldest = Long.MAX_VALUE;
        for (Map.Entry<Entry, Held> each : account.entries.entrySet()) {
            Held held = each.getValue();
            if (held.millis() < request.watermarks().getOrDefault(held.journal(), -1L)) {
                gone.add(each.getKey());
            } else {
                oldest = Math.min(oldest, held.millis());
            }
        }
        gone.forEach(account::release);
        if (account.entries.isEmpty()) {
            return new SweepAnswer(gone.size(), 0, -1);
        }
        account.firstMillis = oldest;
        account.sweptMillis = clockMillis.getAsLong();
        return new SweepAnswer(gone.size(), account.entries.size(), oldest);
    }

    @Override
    public ApplyAnswer apply(ApplyRequest request) {
        AccountView view = request.view();
        InMemoryAccount account = account(view.userId());
        long now = clockMillis.getAsLong();
        AccountView have = account.view;
        if (have != null && view.epoch() < have.epoch()) {
            return new ApplyAnswer(false, false, -1);
        }
        if (have != null && view.version() <= have.version() && flaws.contains(Flaw.ONE_VERSION_FOR_ALL)) {
            return new ApplyAnswer(false, false, -1);
        }
        close(account, request, now);
        if (have != null && view.epoch() > have.epoch()) {
            account.forgetViews();
        }
        boolean userApplied = account.view == null || view.version() > account.view.version();
        if (userApplied) {
            account.install(view.consuming(List.of()));
        }
        boolean keyApplied = applyKey(account, view);
        for (Consumed consumed : view.consumed()) {
            for (int i = consumed.first(); i <= consumed.last(); i++) {
                account.release(new Entry(consumed.requestId(), ordinal(i)));
            }
        }
        return new ApplyAnswer(userApplied, keyApplied, account.entries.size());
    }

    private void close(InMemoryAccount account, ApplyRequest request, long now) {
        boolean absent = account.view == null;
        if (absent && flaws.contains(Flaw.NO_GATE_FOR_A_NEW_ACCOUNT)) {
            account.gateMillis = request.gateMillis();
        } else if (absent || request.gateMillis() > account.gateMillis) {
            account.gateMillis = absent ? Math.max(now, request.gateMillis()) : request.gateMillis();
            account.passed.clear();
        }
    }

    private static boolean applyKey(InMemoryAccount account, AccountView view) {
        AccountView.KeyScope key = view.key();
        if (key == null) {
            return false;
        }
        InMemoryAccount.KeyState have = account.keys.get(key.keyId());
        boolean newer = have == null || view.version() > have.version();
        if (newer) {
            account.install(new InMemoryAccount.KeyState(view.version(), key));
        }
        return newer;
    }

    private InMemoryAccount account(UserId user) {
        return accounts.computeIfAbsent(user, _ -> new InMemoryAccount());
    }

    /// The view that is installed.
    public @Nullable AccountView view(UserId user) {
        return account(user).view;
    }

    /// The key scope that is installed, whatever version the user scope has.
    public AccountView.@Nullable KeyScope keyScope(UserId user, KeyId key) {
        InMemoryAccount.KeyState state = account(user).keys.get(key);
        return state == null ? null : state.scope();
    }

    /// Local entries of an account.
    public int entries(UserId user) {
        return account(user).entries.size();
    }

    /// The gate of an account, -1 when there is no view.
    public long gateMillis(UserId user) {
        return account(user).view == null ? -1 : account(user).gateMillis;
    }

    /// Journals that registered for the gate.
    public Set<JournalId> passed(UserId user) {
        return Set.copyOf(account(user).passed);
    }
}
