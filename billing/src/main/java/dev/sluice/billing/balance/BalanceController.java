package dev.sluice.billing.balance;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.billing.accounts.Accounts;
import dev.sluice.billing.accounts.Reply;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;

import static java.util.Objects.requireNonNull;

/// The caller's balance. Available is what a new request may spend: paid and granted, less what is reserved.
@RestController
@RequestMapping("/api/client/billing/balance")
class BalanceController {

    private final Accounts accounts;
    private final InstantSource clock;

    BalanceController(Accounts accounts, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    record Balance(String availableUsd, String reservedUsd, String overrunBoundUsd, Instant asOf,
            List<Grant> grants) {}

    record Grant(String id, String kind, String remainingUsd, String grantedUsd, @Nullable Instant expiresAt,
            @Nullable String scope) {}

    @GetMapping
    ResponseEntity<?> balance(@AuthenticationPrincipal Jwt token) {
        UserId user = new UserId(requireNonNull(token.getSubject(), "sub"));
        return switch (accounts.account(user)) {
            case Reply.Answered<AccountAnswer>(var account) -> ResponseEntity.ok(balance(account));
            case Reply.Unseen<AccountAnswer>() -> ResponseEntity.ok(nothing());
            case Reply.Refused<AccountAnswer>() -> LedgerAway.answer();
            case Reply.Unavailable<AccountAnswer>(_) -> LedgerAway.answer();
        };
    }

    private static Balance balance(AccountAnswer account) {
        return new Balance(account.balanceNanoUsd().minus(account.reservedNanoUsd()).toDecimal(),
                account.reservedNanoUsd().toDecimal(), account.overrunBoundNanoUsd().toDecimal(), account.asOf(),
                account.grants().stream().map(BalanceController::grant).toList());
    }

    /// Nothing was ever granted or spent.
    private Balance nothing() {
        String zero = NanoUsd.ZERO.toDecimal();
        return new Balance(zero, zero, zero, clock.instant(), List.of());
    }

    private static Grant grant(AccountAnswer.Grant grant) {
        return new Grant(grant.grantId().value(), grant.kind(), grant.remainingNanoUsd().toDecimal(),
                grant.grantedNanoUsd().toDecimal(), grant.expiresAt(), scope(grant));
    }

    private static @Nullable String scope(AccountAnswer.Grant grant) {
        Set<String> names = new TreeSet<>(grant.models());
        grant.services().forEach(service -> names.add(service.name().toLowerCase(Locale.ROOT)));
        return names.isEmpty() ? null : String.join(", ", names);
    }
}
