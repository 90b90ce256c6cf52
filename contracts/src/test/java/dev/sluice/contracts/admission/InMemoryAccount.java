package dev.sluice.contracts.admission;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;

/// What the twin remembers of one account: the keys `v`, `r` and `c` of Redis.
final class InMemoryAccount {

    /// A key scope with the version that installed it.
    record KeyState(long version, AccountView.KeyScope scope) {}

    @Nullable
    AccountView view;
    long gateMillis;
    final Set<JournalId> passed = new LinkedHashSet<>();
    final Map<KeyId, KeyState> keys = new HashMap<>();
    final Map<InMemoryReservations.Entry, InMemoryReservations.Held> entries = new LinkedHashMap<>();
    final Map<KeyId, LocalTotals> keyTotals = new HashMap<>();
    final Map<RequestId, Long> userLeases = new HashMap<>();
    final Map<KeyId, Map<RequestId, Long>> keyLeases = new HashMap<>();
    LocalTotals totals = new LocalTotals();
    long firstMillis = -1;
    long sweptMillis;

    private WindowsView.@Nullable Read userWindows;
    private final Map<KeyId, WindowsView.Read> keyWindows = new HashMap<>();

    InMemoryAccount copy() {
        InMemoryAccount copy = new InMemoryAccount();
        copy.view = view;
        copy.gateMillis = gateMillis;
        copy.passed.addAll(passed);
        copy.keys.putAll(keys);
        copy.entries.putAll(entries);
        keyTotals.forEach((key, each) -> copy.keyTotals.put(key, new LocalTotals(each)));
        copy.userLeases.putAll(userLeases);
        keyLeases.forEach((key, leases) -> copy.keyLeases.put(key, new HashMap<>(leases)));
        copy.totals = new LocalTotals(totals);
        copy.firstMillis = firstMillis;
        copy.sweptMillis = sweptMillis;
        return copy;
    }

    void install(AccountView newer) {
        view = newer;
        userWindows = null;
    }

    void install(KeyState newer) {
        keys.put(newer.scope().keyId(), newer);
        keyWindows.remove(newer.scope().keyId());
    }

    WindowsView.Read windows(AccountView of) {
        WindowsView.Read read = userWindows == null ? of.windows().read() : userWindows;
        userWindows = read;
        return read;
    }

    WindowsView.Read windows(KeyId key) {
        return keyWindows.computeIfAbsent(key, id -> {
            KeyState state = keys.get(id);
            return (state == null ? WindowsView.EMPTY : state.scope().windows()).read();
        });
    }

    LocalTotals totals(KeyId key) {
        return keyTotals.computeIfAbsent(key, _ -> new LocalTotals());
    }

    void hold(InMemoryReservations.Entry field, InMemoryReservations.Held held) {
        entries.merge(field, held, InMemoryReservations.Held::plus);
        totals.add(held);
        totals(held.keyId()).add(held);
        if (firstMillis < 0) {
            firstMillis = held.millis();
        }
    }

    boolean release(InMemoryReservations.Entry field) {
        InMemoryReservations.Held held = entries.remove(field);
        if (held == null) {
            return false;
        }
        totals.remove(held);
        totals(held.keyId()).remove(held);
        if (entries.isEmpty()) {
            totals = new LocalTotals();
            keyTotals.clear();
            firstMillis = -1;
            sweptMillis = 0;
        }
        return true;
    }

    /// A rebuilt world replaces everything but the gate and what is reserved.
    void forgetViews() {
        view = null;
        userWindows = null;
        keys.clear();
        keyWindows.clear();
    }
}
