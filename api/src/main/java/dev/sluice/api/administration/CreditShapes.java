package dev.sluice.api.administration;

import java.time.Instant;
import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.sluice.api.web.Usd;
import dev.sluice.contracts.query.AccountAnswer;

/// Credit, as administrators see, give and take it back.
final class CreditShapes {

    private CreditShapes() {}

    /// What kind is given by hand; credit of a plan comes with the plan.
    enum CreditKind {
        @JsonProperty("promotional")
        PROMOTIONAL,
        @JsonProperty("paid")
        PAID
    }

    record NewGrant(@Schema(description = "More than 0, less than a million") @NotNull Usd amountUsd,
            @NotNull CreditKind kind, @NotBlank @Size(max = 400) String reason, @Nullable Instant expiresAt) {}

    /// `remainingUsd` is absent while the account does not show the grant yet.
    record GivenGrant(String id, String userId, Usd amountUsd, @Nullable Usd remainingUsd) {}

    /// `remainingUsd` is absent while the account does not show the revocation yet.
    record RevokedGrant(String id, String userId, @Nullable Usd remainingUsd) {}

    record UserGrant(String id, String kind, Usd grantedUsd, Usd remainingUsd, @Nullable Instant expiresAt) {

        static UserGrant of(AccountAnswer.Grant grant) {
            return new UserGrant(grant.grantId().value(), grant.kind(), Usd.of(grant.grantedNanoUsd()),
                    Usd.of(grant.remainingNanoUsd()), grant.expiresAt());
        }
    }

    /// `balanceUsd` is what is there, reserved or not.
    record UserGrants(Instant asOf, Usd balanceUsd, Usd reservedUsd, List<UserGrant> items) {}
}
