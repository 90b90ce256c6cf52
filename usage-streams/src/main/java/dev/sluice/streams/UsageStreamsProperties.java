package dev.sluice.streams;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import dev.sluice.contracts.topics.Deployment;

/// Everything that can be set; the names of the environment variables stand in `usage-streams.yml`.
///
/// @param kafka
///            bootstrap servers
/// @param redis
///            host and port
/// @param secrets
///            folder with the file `internal-credential`
/// @param data
///            folder for the state stores; deleting it costs only the time to restore
/// @param advertised
///            host and port under which other instances reach this one
@Validated
@ConfigurationProperties("usage-streams")
public record UsageStreamsProperties(
        @NotBlank String kafka,
        @NotBlank @Pattern(regexp = "[^:]+:\\d{1,5}") String redis,
        @Min(1) @Max(1_000) int partitions,
        @Min(1) @Max(9) int replication,
        @NotNull Path secrets,
        @NotNull Path data,
        @NotBlank @Pattern(regexp = "[^:]+:\\d{1,5}") String advertised,
        @Valid @NotNull @DefaultValue Deciding deciding,
        @Valid @NotNull @DefaultValue History history,
        @Valid @NotNull @DefaultValue Reaping reaping,
        @Valid @NotNull @DefaultValue Verifying verifying) {

    /// The account decider. A shorter commit interval shortens nothing: the tail gets longer (measured at 20 ms).
    public record Deciding(
            @DefaultValue("2") @Min(1) @Max(64) int threads,
            @DefaultValue("50ms") @DurationMin(millis = 10) @DurationMax(seconds = 1) Duration commitInterval,
            @DefaultValue("1") @Min(0) @Max(2) int standbys) {}

    /// The history of requests. What it commits late it only reads again.
    public record History(
            @DefaultValue("1") @Min(1) @Max(64) int threads,
            @DefaultValue("500ms") @DurationMin(millis = 100) @DurationMax(seconds = 30) Duration commitInterval,
            @DefaultValue("1") @Min(0) @Max(2) int standbys) {}

    /// A journal whose lease has been absent for so long is closed; its relay stops by itself long before.
    public record Reaping(@DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration absence) {}

    /// What should have come and is missing after so long is a violation.
    public record Verifying(@DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration settling) {}

    public Deployment deployment() {
        return new Deployment(partitions, replication);
    }
}
