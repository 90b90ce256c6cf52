package dev.sluice.billing.grants;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/// What is left of a grant shall be taken back.
record RevocationRequest(
        @NotNull @Pattern(regexp = "cu_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", message = "must be cu_ and a UUID") String userId,
        @NotNull @Size(min = 1, max = GrantRequest.REASON_LENGTH_MAX) String reason,
        @Nullable @Pattern(regexp = Operator.PATTERN, message = Operator.MESSAGE) String by) {}
