package dev.sluice.relay.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyHash;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.exchange.caller.KeyDirectory;

/// Keys of a test.
public final class InMemoryKeys implements KeyDirectory {

    private static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");

    private final Map<KeyHash, Lookup> keys = new ConcurrentHashMap<>();
    private final Random random = new Random(7);
    private final AtomicInteger lookups = new AtomicInteger();
    private volatile boolean loading;

    public void loading() {
        loading = true;
    }

    public KeySecret add() {
        return add(KeyView.Status.ACTIVE, UserView.Status.ACTIVE, Set.of(Service.CLAUDE, Service.CODEX), Set.of(),
                null);
    }

    public KeySecret add(KeyView.Status status, UserView.Status userStatus, Set<Service> permissions,
            Set<String> models,
            @Nullable Instant expiresAt) {
        return add(status, userStatus, permissions, models, expiresAt, PlanMode.CHUNKED);
    }

    public KeySecret add(KeyView.Status status, UserView.Status userStatus, Set<Service> permissions,
            Set<String> models,
            @Nullable Instant expiresAt, PlanMode mode) {
        KeySecret secret = KeySecret.generate(random);
        UserId userId = UserId.of(new UUID(random.nextLong(), random.nextLong()));
        KeyView key = new KeyView(KeyId.of(new UUID(random.nextLong(), random.nextLong())), userId, status, permissions,
                models, Limits.NONE, Budgets.NONE, List.of(), expiresAt, secret.last4(), CREATED, CREATED, 1, null);
        UserView user = new UserView(userId, userStatus, true, "starter", mode, Limits.NONE, Budgets.NONE,
                NanoUsd.ZERO, "UTC", CREATED, CREATED, 1, null);
        keys.put(secret.hash(), new Lookup.Known(key, user));
        return secret;
    }

    /// What `identity.keys` and `identity.users` would say from now on.
    public void change(KeySecret secret, UnaryOperator<KeyView> key, UnaryOperator<UserView> user) {
        keys.computeIfPresent(secret.hash(), (_, found) -> found instanceof Lookup.Known(var view, var owner)
                ? new Lookup.Known(key.apply(view), user.apply(owner))
                : found);
    }

    /// The key may be used from these networks only.
    public KeySecret addFor(List<String> addresses) {
        KeySecret secret = add();
        if (find(secret.hash()) instanceof Lookup.Known(var key, var user)) {
            keys.put(secret.hash(), new Lookup.Known(new KeyView(key.keyId(), key.userId(), key.status(),
                    key.permissions(), key.models(), key.limits(), key.budgets(), addresses, key.expiresAt(),
                    key.last4(), CREATED, CREATED, 1, null), user));
        }
        return secret;
    }

    public KeyView view(KeySecret secret) {
        return find(secret.hash()) instanceof Lookup.Known(var key, var _) ? key : fail();
    }

    /// How often a hash was looked for.
    public int lookups() {
        return lookups.get();
    }

    private static KeyView fail() {
        throw new IllegalArgumentException("a key that was not added");
    }

    @Override
    public Lookup find(KeyHash hash) {
        lookups.incrementAndGet();
        return loading ? new Lookup.Loading() : keys.getOrDefault(hash, new Lookup.Unknown());
    }
}
