package dev.sluice.api.status;

import java.time.Instant;

import jakarta.validation.constraints.Pattern;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.commands.Commands;
import dev.sluice.api.web.Caller;
import dev.sluice.contracts.identity.IdentityResult;

/// What became of a write that was answered with 202. Answers are remembered since this instance started, the
/// last ten thousand; a write under its own `Idempotency-Key` can be repeated instead.
@RestController
@Tag(name = "users")
class OperationController {

    private final Commands commands;

    OperationController(Commands commands) {
        this.commands = commands;
    }

    /// `subject` is the id of what was made or changed.
    record WriteOperation(String id, @Schema(allowableValues = {"pending", "done", "refused"}) String status,
            @Nullable Instant at, @Nullable String subject) {}

    @GetMapping("/api/client/operations/{id}")
    @Operation(operationId = "getOperation", summary = "What became of a write that was answered with 202.")
    ResponseEntity<WriteOperation> operation(Caller caller, @PathVariable @Pattern(regexp = "[0-9a-f]{64}") String id) {
        return commands.recent(id)
                .filter(result -> result.userId().equals(caller.userId()))
                .map(result -> ResponseEntity.ok(new WriteOperation(id, status(result), result.at(), result.subject())))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.OK)
                        .body(new WriteOperation(id, "pending", null, null)));
    }

    private static String status(IdentityResult result) {
        return result.refusal() == null ? "done" : "refused";
    }
}
