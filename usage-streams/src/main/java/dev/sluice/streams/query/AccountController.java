package dev.sluice.streams.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;

import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.contracts.admission.AccountView.Halt;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.query.AccountAnswer.Status;
import dev.sluice.contracts.rated.UsageAlert.Window;
import dev.sluice.streams.accounts.money.Grant;
import dev.sluice.streams.accounts.rows.RowCodec;
import dev.sluice.streams.accounts.rows.StoredRows;
import dev.sluice.streams.accounts.rows.UserRow;
import dev.sluice.streams.accounts.rows.Windows;
import dev.sluice.streams.deciding.DecidingTopology;
import dev.sluice.streams.history.Progress;

/// The account as the decider has it, to the nano-dollar.
@RestController
final class AccountController {

    private final Answers answers;
    private final Owners decider;
    private final Progress progress;
    private final Supplier<PriceBooks> prices;
    private final InstantSource clock;

    AccountController(Answers answers, Owners deciderOwners, Progress deciderProgress, Supplier<PriceBooks> prices,
            InstantSource clock) {
        this.answers = answers;
        this.decider = deciderOwners;
        this.progress = deciderProgress;
        this.prices = prices;
        this.clock = clock;
    }

    @GetMapping("/internal/accounts/{userId}")
    ResponseEntity<byte[]> account(@PathVariable UserId userId, HttpServletRequest request) {
        return answers.answer(request, decider, DecidingTopology.STORE, userId, owner -> {
            Instant asOf = progress.asOf(owner.partition());
            ReadOnlyKeyValueStore<String, byte[]> rows = owner.store(DecidingTopology.STORE);
            byte[] row = rows.get(StoredRows.userKey(userId));
            if (row == null) {
                throw new UnknownAccount(userId);
            }
            return answer(userId, RowCodec.user(row), asOf);
        }, progress::asOf);
    }

    private AccountAnswer answer(UserId userId, UserRow user, Instant asOf) {
        return new AccountAnswer(userId, asOf, user.version(), user.policy().plan(), status(user),
                NanoUsd.of(user.wallet().balanceNanos()), NanoUsd.of(user.openNanos()), user.openRequests(),
                OverrunBound.of(user, prices.get(), clock.instant()), spentThisMonth(user),
                NanoUsd.of(user.windows().totalNanos()), grants(user), used(user, clock.millis()));
    }

    private static AccountAnswer.Used used(UserRow user, long now) {
        Windows windows = user.windows();
        return new AccountAnswer.Used(windows.requestsPerMinute(now), windows.requestsPerDay(now),
                windows.tokensPerMinute(now), windows.tokensPerMonth(now), user.openRequests(),
                counted(windows, Window.FIVE_HOURS, now), counted(windows, Window.DAY, now),
                counted(windows, Window.WEEK, now), counted(windows, Window.MONTH, now),
                counted(windows, Window.TOTAL, now));
    }

    private static NanoUsd counted(Windows windows, Window window, long now) {
        return NanoUsd.of(windows.spentNanos(window, now, 0));
    }

    private static Status status(UserRow user) {
        Halt halt = user.halt();
        return halt == null ? Status.ACTIVE : switch (halt) {
            case FROZEN -> Status.FROZEN;
            case PARKED -> Status.PARKED;
        };
    }

    /// The month that stands in the row may be over.
    private NanoUsd spentThisMonth(UserRow user) {
        long now = clock.millis();
        long monthEnd = user.windows().view(now).read().monthEndMillis();
        return now < monthEnd ? NanoUsd.of(user.windows().monthNanos()) : NanoUsd.ZERO;
    }

    private static List<AccountAnswer.Grant> grants(UserRow user) {
        return user.wallet().grants().stream().map(AccountController::grant).toList();
    }

    private static AccountAnswer.Grant grant(Grant grant) {
        return new AccountAnswer.Grant(grant.id(), grant.kind().name(), NanoUsd.of(grant.grantedNanos()),
                NanoUsd.of(grant.remainingNanos()),
                grant.expiresAtMillis() == Grant.NEVER ? null : Instant.ofEpochMilli(grant.expiresAtMillis()),
                grant.scope().services(), grant.scope().models());
    }
}
