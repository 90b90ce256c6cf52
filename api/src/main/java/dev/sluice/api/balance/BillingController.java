package dev.sluice.api.balance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.accounts.StreamsClient;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Usd;
import dev.sluice.api.web.WireNames;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;

/// What the signed-in user may still spend.
@RestController
@Tag(name = "users")
class BillingController {

    private final StreamsClient streams;
    private final Directory directory;
    private final InstantSource clock;

    BillingController(StreamsClient streams, Directory directory, InstantSource clock) {
        this.streams = streams;
        this.directory = directory;
        this.clock = clock;
    }

    /// Credit with what is left of it; `scope` names what it is for, if not for everything.
    record Grant(String id, String kind, Usd remainingUsd, Usd grantedUsd, @Nullable Instant expiresAt,
            @Nullable String scope) {}

    record Balance(Usd availableUsd, Usd reservedUsd, Usd overrunBoundUsd, Instant asOf, List<Grant> grants) {}

    /// `id` begins with `inv_`, `month` is as `2026-11`.
    record Invoice(String id, String month, Usd totalUsd) {}

    /// `forecastUsd` is what the month will have cost at the pace so far.
    record BillingSummary(String plan, Balance balance, Usd monthUsd, Usd forecastUsd,
            @Schema(description = "Those the user has, from the plan or of their own") List<LimitUse> limits,
            @Schema(description = "The newest first. This release writes no invoices: always empty") List<Invoice> invoices) {}

    @GetMapping("/api/client/users/billing")
    @Operation(operationId = "getBilling", summary = "Plan, balance, what was spent and what is left of each limit.")
    BillingSummary billing(Caller caller) {
        UserView user = directory.user(caller.userId()).orElseThrow(ProblemException::notFound);
        return streams.account(caller.userId()).map(account -> summary(user, account)).orElseGet(() -> unseen(user));
    }

    private static BillingSummary summary(UserView user, AccountAnswer account) {
        NanoUsd available = account.balanceNanoUsd().minus(account.reservedNanoUsd());
        Balance balance = new Balance(Usd.of(available), Usd.of(account.reservedNanoUsd()),
                Usd.of(account.overrunBoundNanoUsd()), account.asOf(),
                account.grants().stream().map(BillingController::grant).toList());
        return new BillingSummary(user.plan(), balance, Usd.of(account.spentThisMonthNanoUsd()),
                Usd.of(forecast(account.spentThisMonthNanoUsd(), account.asOf())), LimitUse.of(user, account.used()),
                List.of());
    }

    /// An account the log has not seen has nothing: a new one, for a moment.
    private BillingSummary unseen(UserView user) {
        Usd zero = Usd.of(NanoUsd.ZERO);
        return new BillingSummary(user.plan(), new Balance(zero, zero, zero, clock.instant(), List.of()), zero, zero,
                LimitUse.of(user, LimitUse.NOTHING), List.of());
    }

    private static Grant grant(AccountAnswer.Grant grant) {
        String scope = Stream.concat(grant.services().stream().map(WireNames::of), grant.models().stream()).sorted()
                .collect(Collectors.joining(", "));
        return new Grant(grant.grantId().value(), grant.kind(), Usd.of(grant.remainingNanoUsd()),
                Usd.of(grant.grantedNanoUsd()), grant.expiresAt(), Optional.of(scope).filter(text -> !text.isEmpty())
                        .orElse(null));
    }

    private static NanoUsd forecast(NanoUsd spent, Instant asOf) {
        YearMonth month = YearMonth.from(asOf.atOffset(ZoneOffset.UTC));
        Instant start = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        long gone = Math.max(1, Duration.between(start, asOf).toSeconds());
        return NanoUsd.of(BigDecimal.valueOf(spent.nanos())
                .multiply(BigDecimal.valueOf(Duration.between(start, end).toSeconds()))
                .divide(BigDecimal.valueOf(gone), 0, RoundingMode.HALF_EVEN).longValueExact());
    }
}
