package dev.sluice.api.keys;

import java.time.Instant;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.sluice.api.usage.UsageShapes.UsageSum;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.usage.Service;

/// Keys as REST shows them and takes them.
final class KeyShapes {

    private KeyShapes() {}

    /// What can be seen of a key; `expired` is an active one past its time.
    enum KeyStatus {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("suspended")
        SUSPENDED,
        @JsonProperty("revoked")
        REVOKED,
        @JsonProperty("expired")
        EXPIRED
    }

    /// What the owner chooses; no `models` and no `addresses` mean all of them.
    record NewKey(
            @NotBlank @Size(max = 80) @Pattern(regexp = "^\\P{Cc}*$") String name,
            @Nullable @Size(max = 400) String description,
            @NotEmpty @Size(max = 2) List<@NotNull Service> permissions,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 128) String> models,
            @Nullable @Valid RateLimit rateLimit,
            @Nullable @Valid Budget budget,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 64) String> addresses,
            @Nullable @Size(max = 10) List<@NotBlank @Size(max = 40) String> tags,
            @Nullable Instant expiresAt) {
        @Override
        public String toString() {
            return "NewKey[…]";
        }
    }

    /// What an owner makes of a key; without a status it keeps the one it has.
    record KeyUpdate(
            @NotBlank @Size(max = 80) @Pattern(regexp = "^\\P{Cc}*$") String name,
            @Nullable @Size(max = 400) String description,
            @NotEmpty @Size(max = 2) List<@NotNull Service> permissions,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 128) String> models,
            @Nullable @Valid RateLimit rateLimit,
            @Nullable @Valid Budget budget,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 64) String> addresses,
            @Nullable @Size(max = 10) List<@NotBlank @Size(max = 40) String> tags,
            @Nullable Instant expiresAt,
            @Schema(description = "To suspend and to resume; a key that was revoked stays revoked") @Nullable ChosenStatus status) {

        NewKey chosen() {
            return new NewKey(name, description, permissions, models, rateLimit, budget, addresses, tags, expiresAt);
        }

        @Override
        public String toString() {
            return "KeyUpdate[…]";
        }
    }

    /// What an owner may set.
    enum ChosenStatus {
        @JsonProperty("active")
        ACTIVE(KeyView.Status.ACTIVE),
        @JsonProperty("suspended")
        SUSPENDED(KeyView.Status.SUSPENDED);

        private final KeyView.Status status;

        ChosenStatus(KeyView.Status status) {
            this.status = status;
        }

        static KeyView.@Nullable Status of(@Nullable ChosenStatus chosen) {
            return chosen == null ? null : chosen.status;
        }
    }

    /// Absent while usage-streams is away.
    record KeyUsage(UsageSum today, UsageSum month) {}

    record Key(String id, String name, @Nullable String description, String last4, List<Service> permissions,
            List<String> models, RateLimit rateLimit, Budget budget, List<String> addresses, List<String> tags,
            KeyStatus status, @Nullable Instant expiresAt, Instant createdAt, Instant updatedAt,
            @Nullable Instant lastUsedAt,
            @Schema(description = "Absent while usage cannot be read") @Nullable KeyUsage usage) {}

    record CreatedKey(@JsonUnwrapped Key details, @Schema(description = "cuk_…, shown this once") String key) {
        @Override
        public String toString() {
            return "CreatedKey[" + details.id() + "]";
        }
    }

    record RegeneratedKey(@JsonUnwrapped Key details, @Schema(description = "cuk_…, shown this once") String key,
            @Schema(description = "Until when the secret it had works") Instant oldSecretUntil) {

        @Override
        public String toString() {
            return "RegeneratedKey[" + details.id() + "]";
        }
    }

    record KeyPage(List<Key> items, @Nullable String nextCursor) {}
}
