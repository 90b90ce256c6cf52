package dev.sluice.api.sessions;

import java.time.Duration;
import java.util.Map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Publishes the keys that verify access tokens (RFC 7517), for every other resource server.
@RestController
@Tag(name = "public")
class JwksController {

    private static final Duration CACHED = Duration.ofMinutes(5);

    private final SigningKeys keys;

    JwksController(SigningKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/api/client/.well-known/jwks.json")
    @SecurityRequirements
    @Operation(operationId = "getJwks", summary = "The keys that verify access tokens.")
    ResponseEntity<Map<String, Object>> jwks() {
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(CACHED).cachePublic())
                .body(keys.verifying().toJSONObject(true));
    }
}
