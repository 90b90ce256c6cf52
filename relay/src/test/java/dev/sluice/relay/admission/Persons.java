package dev.sluice.relay.admission;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.exchange.reservation.Admission;

/// A user with one key and what they ask for.
record Persons(UserView user, KeyView key) {

    static Persons with(@Nullable Long rpm, @Nullable Long concurrency) {
        UserId userId = UserId.of(UUID.randomUUID());
        Limits limits = new Limits(rpm, null, null, null, concurrency);
        return new Persons(
                new UserView(userId, UserView.Status.ACTIVE, true, "pro", PlanMode.STRICT, Limits.NONE, Budgets.NONE,
                        NanoUsd.ZERO, "UTC", Instant.EPOCH, Instant.EPOCH, 1, null),
                new KeyView(KeyId.of(UUID.randomUUID()), userId, KeyView.Status.ACTIVE, Set.of(Service.CLAUDE),
                        Set.of(), limits, Budgets.NONE, List.of(), null, "abcd", Instant.EPOCH, Instant.EPOCH, 1,
                        null));
    }

    UserId id() {
        return user.userId();
    }

    Admission.Request asks(String usd) {
        return new Admission.Request(RequestId.of(UUID.randomUUID()), key, user, NanoUsd.parse(usd), 200);
    }
}
