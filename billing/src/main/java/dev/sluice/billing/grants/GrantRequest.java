package dev.sluice.billing.grants;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// Credit that an operator or another service wants given. At most $999,999.999999999 at once.
record GrantRequest(
        @NotNull @Pattern(regexp = "cu_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", message = "must be cu_ and a UUID") String userId,
        @NotNull @Pattern(regexp = "(?!0+(\\.0+)?$)\\d{1,6}(\\.\\d{1,9})?", message = "must be a decimal above 0 and below 1000000 with at most nine places") String amountUsd,
        @NotNull Kind kind,
        @NotNull @Size(min = 1, max = REASON_LENGTH_MAX) String reason,
        @Future @Nullable Instant expiresAt,
        @Nullable @Pattern(regexp = Operator.PATTERN, message = Operator.MESSAGE) String by) {

    static final int REASON_LENGTH_MAX = 400;

    /// Plan credit comes with a plan, never by hand.
    enum Kind {
        @JsonProperty("promotional")
        PROMOTIONAL(CreditGranted.Kind.PROMOTIONAL),
        @JsonProperty("paid")
        PAID(CreditGranted.Kind.PAID);

        private final CreditGranted.Kind kind;

        Kind(CreditGranted.Kind kind) {
            this.kind = kind;
        }
    }

    CreditGranted granted(String idempotencyKey, InstantSource clock, Supplier<UUID> ids) {
        UserId user = new UserId(userId);
        return new CreditGranted(ids.get().toString(), user, clock.instant(),
                GrantIds.requested(user, idempotencyKey), kind.kind, NanoUsd.parse(amountUsd), expiresAt, 0,
                CreditGranted.Scope.EVERYTHING, reason, Operator.of(by));
    }
}
