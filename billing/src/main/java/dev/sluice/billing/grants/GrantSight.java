package dev.sluice.billing.grants;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import org.springframework.stereotype.Component;

import dev.sluice.billing.accounts.Accounts;
import dev.sluice.billing.accounts.Reply;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.query.AccountAnswer;

/// What an account shows of a grant. Read-your-writes: looks again until it shows what was written, for at most
/// a second.
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

    /// The account has the grant.
    record Shown(AccountAnswer.Grant grant) implements Seen {

        /// Whether it is the grant that was asked for, or another one under its id.
        boolean is(CreditGranted asked) {
            return grant.grantedNanoUsd().equals(asked.amountNanoUsd())
                    && grant.kind().equalsIgnoreCase(asked.kind().name());
        }
    }

    /// The account does not show it (or no longer: a spent grant may be gone).
    record NotYet() implements Seen {}

    /// The account cannot be seen.
    record Away() implements Seen {}

    Seen now(UserId user, GrantId grant) {
        return switch (accounts.account(user)) {
            case Reply.Answered<AccountAnswer>(var account) -> in(account, grant);
            case Reply.Unseen<AccountAnswer>() -> new NotYet();
            case Reply.Refused<AccountAnswer>() -> new Away();
            case Reply.Unavailable<AccountAnswer>(_) -> new Away();
        };
    }

    /// Looks again until it sees what is wanted; then, or after a second, that is what it saw.
    Seen once(UserId user, GrantId grant, Predicate<Seen> wanted) {
        Instant deadline = clock.instant().plus(LOOKING_MAX);
        Seen seen = now(user, grant);
        while (!(seen instanceof Away) && !wanted.test(seen) && clock.instant().isBefore(deadline)) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            seen = now(user, grant);
        }
        return seen;
    }

    private static Seen in(AccountAnswer account, GrantId grant) {
        Optional<AccountAnswer.Grant> found = account.grants().stream().filter(one -> one.grantId().equals(grant))
                .findFirst();
        return found.<Seen>map(Shown::new).orElseGet(NotYet::new);
    }
}
