package dev.sluice.billing.balance;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.billing.accounts.Accounts;
import dev.sluice.billing.accounts.Reply;
import dev.sluice.billing.web.Problem;
import dev.sluice.billing.web.Problem.FieldProblem;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.query.TransactionsAnswer;

import static java.util.Objects.requireNonNull;

/// The caller's ledger transactions, newest first, each with what caused it and the balance after it.
@RestController
@RequestMapping("/api/client/billing/transactions")
class TransactionsController {

    private static final int LIMIT_MAX = 200;
    private static final int CURSOR_LENGTH_MAX = 512;

    private final Accounts accounts;
    private final InstantSource clock;

    TransactionsController(Accounts accounts, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    record Page(Instant asOf, List<Transaction> items, @Nullable String nextCursor) {}

    /// `reference` is the cause: a request, a grant, a charge.
    record Transaction(String id, Instant at, String kind, String reference, String amountUsd,
            String balanceAfterUsd) {}

    @GetMapping
    ResponseEntity<?> page(@AuthenticationPrincipal Jwt token,
            @RequestParam(defaultValue = "50") @Min(1) @Max(LIMIT_MAX) int limit,
            @RequestParam(required = false) @Size(min = 1, max = CURSOR_LENGTH_MAX) @Nullable String cursor) {
        UserId user = new UserId(requireNonNull(token.getSubject(), "sub"));
        return switch (accounts.transactions(user, limit, cursor)) {
            case Reply.Answered<TransactionsAnswer>(var answer) -> ResponseEntity.ok(page(answer));
            case Reply.Unseen<TransactionsAnswer>() -> ResponseEntity.ok(new Page(clock.instant(), List.of(), null));
            case Reply.Refused<TransactionsAnswer>() -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-fields",
                    "Not accepted: cursor.",
                    List.of(new FieldProblem("cursor", "invalid", "is not one of an earlier page"))).answer();
            case Reply.Unavailable<TransactionsAnswer>(_) -> LedgerAway.answer();
        };
    }

    private static Page page(TransactionsAnswer answer) {
        return new Page(answer.asOf(), answer.transactions().stream().map(TransactionsController::transaction).toList(),
                answer.nextCursor());
    }

    private static Transaction transaction(TransactionsAnswer.Line line) {
        var transaction = line.transaction();
        return new Transaction(transaction.transactionId(), transaction.at(), transaction.kind(), transaction.cause(),
                line.amountNanoUsd().toDecimal(), line.balanceAfterNanoUsd().toDecimal());
    }
}
