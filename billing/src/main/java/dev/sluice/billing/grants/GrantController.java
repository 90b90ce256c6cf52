package dev.sluice.billing.grants;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.billing.log.AccountLog;
import dev.sluice.billing.web.Problem;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.query.AccountAnswer;

/// The internal door for credit. Answers 201 once the account shows the grant, 202 when it is in the log but
/// not yet shown, 409 when the same `Idempotency-Key` has already given something else.
@RestController
@RequestMapping("/internal/grants")
class GrantController {

    private final AccountLog log;
    private final GrantSight sight;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    GrantController(AccountLog log, GrantSight sight, InstantSource clock, Supplier<UUID> ids) {
        this.log = log;
        this.sight = sight;
        this.clock = clock;
        this.ids = ids;
    }

    record Given(String grantId, String userId, String amountUsd, @Nullable String remainingUsd) {}

    @PostMapping
    ResponseEntity<?> give(
            @RequestHeader("Idempotency-Key") @Pattern(regexp = "[\\x21-\\x7E]{1,128}", message = "must be 1 to 128 printable ASCII characters") String idempotencyKey,
            @Valid @RequestBody GrantRequest request) {
        CreditGranted grant = request.granted(idempotencyKey, clock, ids);
        log.append(List.of(grant));
        return switch (sight.of(grant)) {
            case GrantSight.Shown(var shown) -> ResponseEntity.status(HttpStatus.CREATED).body(given(grant, shown));
            case GrantSight.Other _ -> Problem.of(HttpStatus.CONFLICT, "idempotency-key-reused",
                    "This Idempotency-Key has already given another amount or kind to this user.").answer();
            case GrantSight.NotYet _ -> ResponseEntity.accepted().body(given(grant, null));
        };
    }

    private static Given given(CreditGranted grant, AccountAnswer.@Nullable Grant shown) {
        return new Given(grant.grantId().value(), grant.userId().value(), grant.amountNanoUsd().toDecimal(),
                shown == null ? null : shown.remainingNanoUsd().toDecimal());
    }
}
