package dev.sluice.api.status;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.web.Usd;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.plans.Plan;
import dev.sluice.contracts.plans.Plans;

/// What a client must know before anybody signs in.
@RestController
@Tag(name = "public")
class ConfigController {

    private final ClientConfig config;
    private final IdentityHealth health;
    private final InstantSource clock;

    ConfigController(ApiProperties properties, Plans plans, IdentityHealth health, InstantSource clock) {
        this.config = new ClientConfig(properties.name(), bare(properties.relayUrl()), bare(properties.billingUrl()),
                "altcha", List.of("en", "zh"), List.of(), plans.all().stream().map(Plan::id).toList(),
                properties.welcomeGrantUsd() == null ? null : Usd.of(NanoUsd.parse(properties.welcomeGrantUsd())));
        this.health = health;
        this.clock = clock;
    }

    record ClientConfig(String name,
            @Schema(description = "Base without path, for instance http://localhost:8081; clients append /api/client") String relayUrl,
            String billingUrl,
            @Schema(allowableValues = {"altcha", "turnstile", "none"}) String challenge,
            List<String> locales, List<String> features, List<String> plans,
            @Schema(description = "Credit a new user gets; absent when there is none") @Nullable Usd welcomeGrantUsd) {}

    /// `waitsFor` is empty when everything works.
    record ServiceStatus(@Schema(allowableValues = {"ok", "starting"}) String status, List<String> waitsFor,
            Instant at) {}

    @GetMapping("/api/client/config")
    @SecurityRequirements
    @Operation(operationId = "getConfig", summary = "Name, addresses and features of this installation.")
    ClientConfig config() {
        return config;
    }

    @GetMapping("/api/client/status")
    @SecurityRequirements
    @Operation(operationId = "getStatus", summary = "Whether accounts can be read and changed now.")
    ServiceStatus status() {
        List<String> waitsFor = health.waitsFor();
        return new ServiceStatus(waitsFor.isEmpty() ? "ok" : "starting", waitsFor, clock.instant());
    }

    private static String bare(URI url) {
        return url.toString().replaceFirst("/+$", "");
    }
}
