package dev.sluice.api.administration;

import java.security.Principal;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.accounts.StreamsClient;
import dev.sluice.api.administration.BillingClient.Accepted;
import dev.sluice.api.administration.BillingClient.Answer;
import dev.sluice.api.administration.BillingClient.Away;
import dev.sluice.api.administration.BillingClient.Done;
import dev.sluice.api.administration.BillingClient.GrantUnknown;
import dev.sluice.api.administration.BillingClient.KeyReused;
import dev.sluice.api.administration.BillingClient.Refused;
import dev.sluice.api.administration.CreditShapes.GivenGrant;
import dev.sluice.api.administration.CreditShapes.NewGrant;
import dev.sluice.api.administration.CreditShapes.RevokedGrant;
import dev.sluice.api.administration.CreditShapes.UserGrant;
import dev.sluice.api.administration.CreditShapes.UserGrants;
import dev.sluice.api.administration.UserShapes.Reason;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.sealing.Pepper;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Usd;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;

/// What administrators do about the credit of users. Billing does it, and writes it into `audit` with the money.
@RestController
@Tag(name = "administration")
class GrantController {

    private final Directory directory;
    private final StreamsClient streams;
    private final BillingClient billing;
    private final Pepper pepper;
    private final InstantSource clock;

    GrantController(Directory directory, StreamsClient streams, BillingClient billing, Pepper pepper,
            InstantSource clock) {
        this.directory = directory;
        this.streams = streams;
        this.billing = billing;
        this.pepper = pepper;
        this.clock = clock;
    }

    @GetMapping("/api/admin/users/{id}/grants")
    @Operation(operationId = "listGrants", summary = "Credit of a user, with what is left of it.")
    UserGrants grants(@PathVariable @Size(max = 64) String id) {
        UserId userId = require(id);
        return streams.account(userId)
                .map(account -> new UserGrants(account.asOf(), Usd.of(account.balanceNanoUsd()),
                        Usd.of(account.reservedNanoUsd()), shown(account)))
                .orElseGet(() -> new UserGrants(clock.instant(), Usd.of(NanoUsd.ZERO), Usd.of(NanoUsd.ZERO),
                        List.of()));
    }

    /// The key that billing gets is made of this one and of who shows it: two administrators never meet in one.
    @PostMapping("/api/admin/users/{id}/grants")
    @ResponseStatus(HttpStatus.CREATED)
    @ApiResponse(responseCode = "201", description = "Given", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "202", description = "In the log, and not shown by the account yet", useReturnTypeSchema = true)
    @Operation(operationId = "giveGrant", summary = "Gives credit, once for each `Idempotency-Key`.")
    ResponseEntity<GivenGrant> give(@PathVariable @Size(max = 64) String id,
            @RequestHeader("Idempotency-Key") @NotBlank @Size(max = 128) String idempotencyKey,
            @Valid @RequestBody NewGrant wanted, @Nullable Principal principal) {
        UserId userId = require(id);
        String by = Asked.by(principal);
        NanoUsd amount = wanted.amountUsd().amount();
        String key = pepper.hex("grant", by, idempotencyKey);
        Done done = done(billing.give(new BillingClient.Wanted(userId.value(), amount.toDecimal(),
                wanted.kind().name().toLowerCase(Locale.ROOT), wanted.reason(), wanted.expiresAt(), by), key));
        return ResponseEntity.status(done.remainingUsd() == null ? HttpStatus.ACCEPTED : HttpStatus.CREATED)
                .body(new GivenGrant(done.grantId(), userId.value(), Usd.of(amount), usd(done)));
    }

    @PostMapping("/api/admin/users/{id}/grants/{grantId}/revoke")
    @ApiResponse(responseCode = "200", description = "Taken back", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "202", description = "In the log, and not shown by the account yet", useReturnTypeSchema = true)
    @Operation(operationId = "revokeGrant", summary = "Takes back what is left of a grant.")
    ResponseEntity<RevokedGrant> revoke(@PathVariable @Size(max = 64) String id,
            @PathVariable @Size(max = 64) String grantId, @Valid @RequestBody Reason reason,
            @Nullable Principal principal) {
        UserId userId = require(id);
        GrantId grant = Asked.grant(grantId);
        Done done = done(billing.revoke(grant,
                new BillingClient.Unwanted(userId.value(), reason.reason(), Asked.by(principal))));
        return ResponseEntity.status(done.remainingUsd() == null ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(new RevokedGrant(done.grantId(), userId.value(), usd(done)));
    }

    private UserId require(String id) {
        UserId userId = Asked.user(id);
        if (directory.user(userId).isEmpty()) {
            throw ProblemException.notFound();
        }
        return userId;
    }

    private static Done done(Answer answer) {
        return switch (answer) {
            case Accepted(var done) -> done;
            case KeyReused() -> throw ProblemException.of(409, "idempotency-key-reused",
                    "This Idempotency-Key was used for something else.");
            case GrantUnknown() -> throw ProblemException.notFound();
            case Refused() -> throw ProblemException.field("amountUsd", "invalid",
                    "must be more than 0 and less than a million, and `expiresAt` in the future");
            case Away() -> throw ProblemException.away("billing-away",
                    "Billing does not answer now; try again with the same Idempotency-Key.");
        };
    }

    private static @Nullable Usd usd(Done done) {
        return done.remainingUsd() == null ? null : new Usd(done.remainingUsd());
    }

    private static List<UserGrant> shown(AccountAnswer account) {
        return account.grants().stream().map(UserGrant::of).toList();
    }
}
