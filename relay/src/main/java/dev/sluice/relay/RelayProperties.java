package dev.sluice.relay;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Everything that can be set. Environment: `SLUICE_KAFKA`, `SLUICE_RELAY_PORT` and so on, as `relay.yml`
/// maps them.
///
/// @param kafka
///            bootstrap servers
/// @param redis
///            host:port
/// @param data
///            the folder of the journals, and of bodies that are too large for memory
/// @param relayId
///            names this relay in events; its host's name by default
/// @param apiUrl
///            the browser application, as refusals name it
/// @param loops
///            threads of the data plane; 0 is one per core
/// @param bufferedMax
///            of all request bodies in memory
/// @param spilledMax
///            of all request bodies in files
/// @param drain
///            how long a stopping relay waits for open answers
/// @param accessLog
///            `off`, `stdout`, or the file that gets one line of JSON per request
/// @param upstreams
///            the file of the upstreams; without it the four properties below give one for each service
/// @param anthropicKey
///            our account there; never logged
@Validated
@ConfigurationProperties("sluice")
public record RelayProperties(
        @DefaultValue("localhost:9092") @NotBlank String kafka,
        @DefaultValue("localhost:6379") @Pattern(regexp = "[^:/]+:\\d{1,5}") String redis,
        @DefaultValue("4") @Min(1) @Max(1000) int partitions,
        @DefaultValue("1") @Min(1) @Max(9) int replication,
        @DefaultValue(".sluice/data/relay") Path data,
        @DefaultValue("relay") @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String relayId,
        @DefaultValue("8081") @Min(0) @Max(65535) int relayPort,
        @DefaultValue("http://localhost:8080") URI apiUrl,
        @DefaultValue("0") @Min(0) @Max(256) int loops,
        @DefaultValue("32MB") DataSize bodyMax,
        @DefaultValue("512MB") DataSize bufferedMax,
        @DefaultValue("4GB") DataSize spilledMax,
        @DefaultValue("15m") @DurationMin(seconds = 0) @DurationMax(minutes = 60) Duration drain,
        @DefaultValue("off") @NotBlank String accessLog,
        @DefaultValue("") String upstreams,
        @DefaultValue("http://localhost:8090") URI anthropicUrl,
        @DefaultValue("") String anthropicKey,
        @DefaultValue("http://localhost:8090") URI openaiUrl,
        @DefaultValue("") String openaiKey) {

    @Override
    public String toString() {
        return "RelayProperties[relayId=" + relayId + ", relayPort=" + relayPort + "]";
    }
}
