package dev.sluice.billing.grants;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.springframework.stereotype.Component;

import dev.sluice.billing.accounts.Accounts;
import dev.sluice.billing.accounts.Reply;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.query.AccountAnswer;

/// Read-your-writes: looks at the account until it shows a grant, for at most a second.
@Component
class GrantSight {

    private static final Duration LOOKING_MAX = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private final Accounts accounts;
    private final InstantSource clock;

    GrantSight(Accounts accounts, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /// What was seen.
    sealed interface Seen {}

    /// The account has the grant as it was asked for.
    record Shown(AccountAnswer.Grant grant) implements Seen {}

    /// Under this id the account has another grant.
    record Other() implements Seen {}

    /// It is in the log, but the account does not show it (or no longer: a spent grant may be gone).
    record NotYet() implements Seen {}

    Seen of(CreditGranted grant) {
        Instant deadline = clock.instant().plus(LOOKING_MAX);
        Optional<Seen> seen = look(grant);
        while (seen.isEmpty() && clock.instant().isBefore(deadline)) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            seen = look(grant);
        }
        return seen.orElseGet(NotYet::new);
    }

    /// Empty means that another look may show it.
    private Optional<Seen> look(CreditGranted grant) {
        return switch (accounts.account(grant.userId())) {
            case Reply.Answered<AccountAnswer>(var account) -> in(account, grant);
            case Reply.Unseen<AccountAnswer>() -> Optional.empty();
            case Reply.Refused<AccountAnswer>() -> Optional.of(new NotYet());
            case Reply.Unavailable<AccountAnswer>(_) -> Optional.of(new NotYet());
        };
    }

    private static Optional<Seen> in(AccountAnswer account, CreditGranted grant) {
        return account.grants().stream().filter(one -> one.grantId().equals(grant.grantId())).findFirst()
                .map(one -> same(one, grant) ? new Shown(one) : new Other());
    }

    private static boolean same(AccountAnswer.Grant shown, CreditGranted asked) {
        return shown.grantedNanoUsd().equals(asked.amountNanoUsd())
                && shown.kind().equalsIgnoreCase(asked.kind().name());
    }
}
