package dev.sluice.bench.platform;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import dev.sluice.contracts.account.AccountPolicySet;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Service;

/// Somebody with one key. Every limit is set, so that all of them are judged at every request, and none is
/// ever reached.
public record Account(UserView user, KeyView key, KeySecret secret) {

    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final NanoUsd CREDIT = NanoUsd.parse("100000");
    private static final NanoUsd BUDGET = NanoUsd.parse("90000");
    private static final Limits LIMITS = new Limits(10_000_000L, 1_000_000_000L, 100_000_000_000L, null, 50_000L);
    private static final Budgets BUDGETS = new Budgets(null, BUDGET, null, BUDGET, null);

    static List<Account> some(int count) {
        RandomGenerator random = new SecureRandom();
        return Stream.generate(() -> one(random)).limit(count).toList();
    }

    private static Account one(RandomGenerator random) {
        UserId userId = UserId.of(UUID.randomUUID());
        KeySecret secret = KeySecret.generate(random);
        return new Account(
                new UserView(userId, UserView.Status.ACTIVE, true, "pro", PlanMode.CHUNKED, LIMITS, BUDGETS,
                        NanoUsd.ZERO, "UTC", SINCE, SINCE, 1, null),
                new KeyView(KeyId.of(UUID.randomUUID()), userId, KeyView.Status.ACTIVE,
                        Set.of(Service.CLAUDE, Service.CODEX), Set.of(), LIMITS, BUDGETS, List.of(), null,
                        secret.last4(), SINCE, SINCE, 1, null),
                secret);
    }

    public UserId id() {
        return user.userId();
    }

    AccountPolicySet policy() {
        return new AccountPolicySet(UUID.randomUUID().toString(), id(), SINCE, user.plan(), user.mode(), NanoUsd.ZERO,
                user.timeZone(), user.limits(), user.budgets(), "bench");
    }

    CreditGranted credit() {
        return new CreditGranted(UUID.randomUUID().toString(), id(), SINCE, GrantId.of(UUID.randomUUID()),
                CreditGranted.Kind.PAID, CREDIT, null, 0, CreditGranted.Scope.EVERYTHING, "bench", "bench");
    }
}
