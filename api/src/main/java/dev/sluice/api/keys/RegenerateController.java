package dev.sluice.api.keys;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.commands.CommandId;
import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.keys.KeyShapes.RegeneratedKey;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.ETags;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand.RegenerateKey;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.ids.KeySecret;

/// Gives a key another secret. The key stays what it is: its id, its limits, what was used.
@RestController
@Tag(name = "keys")
class RegenerateController {

    private static final long OVERLAP_SECONDS_MAX = 7 * 24 * 3_600;

    private final KeyReader keys;
    private final KeySecrets secrets;
    private final Commands commands;
    private final CommandIds ids;

    RegenerateController(KeyReader keys, KeySecrets secrets, Commands commands, CommandIds ids) {
        this.keys = keys;
        this.secrets = secrets;
        this.commands = commands;
        this.ids = ids;
    }

    record Regeneration(
            @Schema(description = "How long the secret it has goes on working; 0 when absent") @Nullable @Min(0) @Max(OVERLAP_SECONDS_MAX) Long overlapSeconds) {

        Duration overlap() {
            return overlapSeconds == null ? Duration.ZERO : Duration.ofSeconds(overlapSeconds);
        }
    }

    @PostMapping("/api/client/keys/{id}/regenerate")
    @Operation(operationId = "regenerateKey", summary = "Gives a key another secret; the one it has may overlap for up to seven days.")
    ResponseEntity<RegeneratedKey> regenerate(Caller caller, @PathVariable @Size(max = 64) String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable @Size(max = 64) String ifMatch,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Size(max = 128) String idempotencyKey,
            @Valid @RequestBody(required = false) @Nullable Regeneration body) throws InterruptedException {
        Regeneration wanted = body == null ? new Regeneration(null) : body;
        KeyView view = keys.require(caller.userId(), id);
        KeySecret proposed = secrets.generate();
        CommandId command = ids.of(caller.userId(), "POST /keys/" + id + "/regenerate", idempotencyKey, wanted);
        IdentityResult result = Refusals.require(commands.ask(command, new RegenerateKey(caller.userId(), view.keyId(),
                ETags.expected(ifMatch), proposed.hash(), proposed.last4(), wanted.overlap(),
                secrets.replay(caller.userId(), idempotencyKey, proposed))));
        KeySecret made = secrets.made(caller.userId(), idempotencyKey, result, proposed);
        KeyView changed = keys.require(caller.userId(), id);
        return ResponseEntity.ok().eTag(ETags.of(changed.version())).body(
                new RegeneratedKey(keys.key(changed), made.reveal(), result.at().plus(wanted.overlap())));
    }
}
