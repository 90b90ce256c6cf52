package dev.sluice.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// All of the configuration; `api.yml` gives the defaults and the names of the environment.
///
/// @param kafka
///            bootstrap servers
/// @param smtp
///            host:port mails leave through
/// @param secrets
///            folder of `internal-credential`, `pepper`, `kek`, `jwt-signing-key.pem`
/// @param data
///            folder of the identity decider's state, which Kafka can restore
/// @param welcomeGrantUsd
///            what the sign-up page promises; billing is configured to give it
/// @param plans
///            file with the plans accounts can be on; null = those the release ships
/// @param administrators
///            e-mail addresses of the users who may administrate
/// @param trustedProxies
///            networks of proxies whose word about their clients counts
/// @param billingUrl
///            of billing, as browsers reach it
/// @param billingInternalUrl
///            of billing, as this service reaches it
/// @param publicUrl
///            what people type: base of links in mails
@Validated
@ConfigurationProperties("api")
public record ApiProperties(
        @NotBlank String kafka,
        @Min(1) @Max(1_000) int partitions,
        @Min(1) @Max(9) int replication,
        @Pattern(regexp = ".+:\\d{1,5}", message = "expected host:port") String smtp,
        @NotBlank String mailFrom,
        @NotNull Path secrets,
        @NotNull Path data,
        @NotNull URI publicUrl,
        @NotNull URI relayUrl,
        @NotNull URI billingUrl,
        @NotNull URI billingInternalUrl,
        @NotNull URI streamsUrl,
        @NotBlank String name,
        @Nullable @Pattern(regexp = "\\d{1,6}(\\.\\d{1,9})?") String welcomeGrantUsd,
        @Nullable Path plans,
        @DefaultValue @Size(max = 100) List<@NotBlank @Size(max = 254) String> administrators,
        @DefaultValue @Size(max = 100) List<@NotBlank @Size(max = 64) String> trustedProxies,
        @Valid SignIn signIn,
        @Valid Answers answers) {

    /// How hard signing in is, for people and for attackers.
    ///
    /// @param bcryptCost
    ///            log2 of the rounds, the same for all instances; null = as much as this machine does in a quarter of a
    ///            second
    /// @param challengeNumberMax
    ///            work of the challenge: hashes to try at most
    public record SignIn(
            @Nullable @Min(4) @Max(16) Integer bcryptCost,
            @Min(1_000) @Max(10_000_000) long challengeNumberMax,
            @Min(0) @Max(4) int passwordScoreMin,
            @DurationMin(seconds = 30) @DurationMax(minutes = 10) Duration accessTokenLifetime,
            @DurationMin(minutes = 5) @DurationMax(days = 7) Duration sessionLifetime,
            @DurationMin(minutes = 5) @DurationMax(days = 90) Duration rememberedLifetime,
            @Min(1) @Max(1_000) int registrationsPerHour) {}

    /// How long an answer waits for what it depends on.
    ///
    /// @param result
    ///            for the log to answer a command; then 202
    /// @param readable
    ///            for a write to be readable here
    /// @param account
    ///            for the account of a new user or key to be served by the relay
    public record Answers(
            @DurationMin(millis = 100) @DurationMax(seconds = 30) Duration result,
            @DurationMin(millis = 10) @DurationMax(seconds = 5) Duration readable,
            @DurationMin(millis = 0) @DurationMax(seconds = 5) Duration account) {}
}
