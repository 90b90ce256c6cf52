package dev.sluice.billing.grants;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.billing.log.OperatorLog;
import dev.sluice.billing.web.Problem;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.account.CreditRevoked;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;

/// The internal door for credit. What was done stands in `audit`, in the same transaction. Answers 202 for what is
/// in the log and not yet shown by the account.
@RestController
@RequestMapping("/internal/grants")
class GrantController {

    private static final int RETRY_SECONDS = 2;

    private final OperatorLog log;
    private final GrantSight sight;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    GrantController(OperatorLog log, GrantSight sight, InstantSource clock, Supplier<UUID> ids) {
        this.log = log;
        this.sight = sight;
        this.clock = clock;
        this.ids = ids;
    }

    record Given(String grantId, String userId, String amountUsd, @Nullable String remainingUsd) {}

    record Revoked(String grantId, String userId, @Nullable String remainingUsd) {}

    /// A key that has given already gives nothing: 201 for the same grant, 409 for another one.
    @PostMapping
    ResponseEntity<?> give(
            @RequestHeader("Idempotency-Key") @Pattern(regexp = "[\\x21-\\x7E]{1,128}", message = "must be 1 to 128 printable ASCII characters") String idempotencyKey,
            @Valid @RequestBody GrantRequest request) {
        CreditGranted grant = request.granted(idempotencyKey, clock, ids);
        if (sight.now(grant.userId(), grant.grantId()) instanceof GrantSight.Shown shown) {
            return given(grant, shown);
        }
        log.append(grant, GrantAudit.of(grant));
        GrantSight.Seen seen = sight.once(grant.userId(), grant.grantId(), GrantSight.Shown.class::isInstance);
        return seen instanceof GrantSight.Shown shown
                ? given(grant, shown)
                : ResponseEntity.accepted().body(answer(grant, null));
    }

    /// 404 when the account shows no such grant: it never had it, or nothing of it is left.
    @PostMapping("/{grantId}/revoke")
    ResponseEntity<?> revoke(
            @PathVariable @Pattern(regexp = "gr_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", message = "must be gr_ and a UUID") String grantId,
            @Valid @RequestBody RevocationRequest request) {
        UserId user = new UserId(request.userId());
        GrantId grant = new GrantId(grantId);
        return switch (sight.now(user, grant)) {
            case GrantSight.Shown(var shown) -> revoke(user, shown, request);
            case GrantSight.NotYet() -> Problem.of(HttpStatus.NOT_FOUND, "grant-unknown",
                    "The account shows no such grant.").answer();
            case GrantSight.Away() -> Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "ledger-unavailable",
                    "The account cannot be read right now; try again in a moment.").retryAfter(RETRY_SECONDS);
        };
    }

    private ResponseEntity<?> revoke(UserId user, AccountAnswer.Grant shown, RevocationRequest request) {
        CreditRevoked revocation = new CreditRevoked(ids.get().toString(), user, clock.instant(), shown.grantId(),
                request.reason(), Operator.of(request.by()));
        log.append(revocation, GrantAudit.of(revocation, shown.remainingNanoUsd()));
        GrantSight.Seen seen = sight.once(user, shown.grantId(), GrantController::isOver);
        boolean over = isOver(seen);
        return ResponseEntity.status(over ? HttpStatus.OK : HttpStatus.ACCEPTED).body(new Revoked(
                shown.grantId().value(), user.value(), over ? NanoUsd.ZERO.toDecimal() : null));
    }

    private static boolean isOver(GrantSight.Seen seen) {
        return switch (seen) {
            case GrantSight.Shown(var shown) -> shown.remainingNanoUsd().isZero();
            case GrantSight.NotYet() -> true;
            case GrantSight.Away() -> false;
        };
    }

    private static ResponseEntity<?> given(CreditGranted grant, GrantSight.Shown shown) {
        return shown.is(grant)
                ? ResponseEntity.status(HttpStatus.CREATED).body(answer(grant, shown.grant()))
                : Problem.of(HttpStatus.CONFLICT, "idempotency-key-reused",
                        "This Idempotency-Key has already given another amount or kind to this user.").answer();
    }

    private static Given answer(CreditGranted grant, AccountAnswer.@Nullable Grant shown) {
        return new Given(grant.grantId().value(), grant.userId().value(), grant.amountNanoUsd().toDecimal(),
                shown == null ? null : shown.remainingNanoUsd().toDecimal());
    }
}
