package dev.sluice.contracts.account;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Service;

/// Credit given or paid in. The grant id is the identity: a repeat has no effect.
public record CreditGranted(
        String eventId,
        UserId userId,
        Instant at,
        GrantId grantId,
        Kind kind,
        NanoUsd amountNanoUsd,
        @Nullable Instant expiresAt,
        int priority,
        Scope scope,
        String reason,
        String by) implements AccountEvent.OfUser {

    /// Burn order: plan, then promotional, then paid.
    public enum Kind {
        PLAN, PROMOTIONAL, PAID
    }

    /// What the credit may be spent on; empty sets mean everything.
    public record Scope(Set<Service> services, Set<String> models) {
        public static final Scope EVERYTHING = new Scope(Set.of(), Set.of());

        public Scope {
            services = Set.copyOf(services);
            models = Set.copyOf(models);
        }
    }

}
