package dev.sluice.billing.grants;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.money.NanoUsd;

/// Whom the welcome grant is due to: every active user whose address is verified. It does not remember; the
/// id of the grant does.
final class WelcomeGrants {

    private final NanoUsd amount;
    private final Duration expiry;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    WelcomeGrants(NanoUsd amount, Duration expiry, InstantSource clock, Supplier<UUID> ids) {
        this.amount = amount;
        this.expiry = expiry;
        this.clock = clock;
        this.ids = ids;
    }

    Optional<CreditGranted> dueTo(UserView user) {
        if (amount.isZero() || !user.emailVerified() || user.status() != UserView.Status.ACTIVE) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return Optional.of(new CreditGranted(ids.get().toString(), user.userId(), now, GrantIds.welcome(user.userId()),
                CreditGranted.Kind.PROMOTIONAL, amount, now.plus(expiry), 0, CreditGranted.Scope.EVERYTHING, "welcome",
                "billing"));
    }
}
