package dev.sluice.billing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import dev.sluice.contracts.money.NanoUsd;

/// Everything that can be set. Environment: `SLUICE_KAFKA`, `SLUICE_SECRETS` and so on, as `billing.yml` maps
/// them.
///
/// @param kafka
///            bootstrap servers
/// @param secrets
///            the folder of secret files; `internal-credential` must be in it
/// @param plans
///            file with the plans accounts can be on, the one `api` has; null = those the release ships
/// @param apiUrl
///            where the access tokens' keys are; also the origin whose pages may call us
/// @param welcomeGrant
///            USD given once to each verified user; `0` gives nothing
/// @param welcomeGrantExpiry
///            how long it can be spent
@Validated
@ConfigurationProperties("sluice")
public record BillingProperties(
        @DefaultValue("localhost:9092") @NotBlank String kafka,
        @DefaultValue("4") @Min(1) @Max(1000) int partitions,
        @DefaultValue("1") @Min(1) @Max(9) int replication,
        @DefaultValue(".sluice/secrets") Path secrets,
        @Nullable Path plans,
        @DefaultValue("http://localhost:8080") URI apiUrl,
        @DefaultValue("http://localhost:8083") URI streamsUrl,
        @DefaultValue("5") @Pattern(regexp = "\\d{1,3}(\\.\\d{1,9})?") String welcomeGrant,
        @DefaultValue("90d") @DurationMin(days = 1) @DurationMax(days = 3650) Duration welcomeGrantExpiry) {

    public NanoUsd welcomeAmount() {
        return NanoUsd.parse(welcomeGrant);
    }
}
