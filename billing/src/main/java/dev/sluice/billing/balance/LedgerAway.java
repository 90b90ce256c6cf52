package dev.sluice.billing.balance;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import dev.sluice.billing.web.Problem;

/// The answer while usage-streams cannot be asked: never an old or invented amount.
final class LedgerAway {

    private static final int RETRY_SECONDS = 2;

    private LedgerAway() {}

    static ResponseEntity<Problem> answer() {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "ledger-unavailable",
                "The account cannot be read right now; try again in a moment.").retryAfter(RETRY_SECONDS);
    }
}
