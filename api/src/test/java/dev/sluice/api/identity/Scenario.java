package dev.sluice.api.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.identity.IdentityCommand.CreateKey;
import dev.sluice.contracts.identity.IdentityCommand.RegisterUser;
import dev.sluice.contracts.identity.IdentityCommand.VerifyEmail;
import dev.sluice.contracts.identity.KeySettings;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.NewSession;
import dev.sluice.contracts.ids.KeyHash;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.plans.Plans;
import dev.sluice.contracts.usage.Service;

import static java.util.Objects.requireNonNull;

/// A small world: commands go in one after the other at a time the test moves.
final class Scenario {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final UserId ADA = user(1);
    static final UserId BOB = user(2);
    static final String ADDRESS = "hash-of-ada@example.org";
    static final String TOKEN = "hash-of-token";

    final InMemoryRows rows = new InMemoryRows();
    final List<Change> changes = new ArrayList<>();
    private final IdentityDecider decider = new IdentityDecider(Plans.SHIPPED);
    private Instant now = NOON;

    static UserId user(int number) {
        return UserId.of(new UUID(0x7000, number));
    }

    static SessionId session(int number) {
        return SessionId.of(new UUID(0x7001, number));
    }

    static KeyId key(int number) {
        return KeyId.of(new UUID(0x7002, number));
    }

    static NewSession newSession(int number) {
        return newSession(number, null);
    }

    static NewSession newSession(int number, @Nullable String device) {
        return new NewSession(session(number), "refresh-0", Duration.ofHours(24), device, "sealed");
    }

    static KeySettings settings(Limits limits) {
        return new KeySettings(Set.of(Service.CLAUDE), Set.of(), limits, Budgets.NONE, List.of(), null, "sealed");
    }

    static KeySettings expiring(Instant at) {
        return new KeySettings(Set.of(Service.CLAUDE), Set.of(), Limits.NONE, Budgets.NONE, List.of(), at, "sealed");
    }

    static CreateKey createKey(UserId userId, int number, Limits limits) {
        KeyHash hash = new KeyHash("%064x".formatted(number));
        return new CreateKey(userId, key(number), hash, "wxyz", settings(limits), null);
    }

    /// Of the view of somebody who exists.
    long version(UserId userId) {
        return requireNonNull(rows.user(userId), userId.value()).view().version();
    }

    Scenario after(Duration time) {
        now = now.plus(time);
        return this;
    }

    Decision when(IdentityCommand command) {
        Decision decision = decider.decide(rows, command, now);
        changes.clear();
        changes.addAll(IdentityFold.apply(rows, decision.events(), now));
        return decision;
    }

    Scenario given(IdentityCommand... commands) {
        for (IdentityCommand command : commands) {
            when(command);
        }
        return this;
    }

    static RegisterUser register(UserId userId) {
        return new RegisterUser(userId, ADDRESS, "id-of-token", TOKEN, "UTC", "sealed");
    }

    static VerifyEmail verify(UserId userId) {
        return new VerifyEmail(userId, TOKEN, newSession(1));
    }

    /// Ada, registered and verified, with session 1.
    static Scenario withAda() {
        return new Scenario().given(register(ADA), verify(ADA));
    }
}
