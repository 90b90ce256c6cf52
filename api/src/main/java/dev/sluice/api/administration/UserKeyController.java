package dev.sluice.api.administration;

import java.security.Principal;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.administration.UserShapes.Reason;
import dev.sluice.api.administration.UserShapes.UserKey;
import dev.sluice.api.administration.UserShapes.UserKeys;
import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.identity.IdentityCommand.BlockKey;
import dev.sluice.contracts.identity.IdentityCommand.UnblockKey;
import dev.sluice.contracts.identity.IdentityCommand.WithdrawKey;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.ids.UserId;

/// What administrators do about the keys of users. Each change has a reason and stands in `audit`.
@RestController
@Tag(name = "administration")
class UserKeyController {

    private final Directory directory;
    private final Commands commands;
    private final CommandIds ids;

    UserKeyController(Directory directory, Commands commands, CommandIds ids) {
        this.directory = directory;
        this.commands = commands;
        this.ids = ids;
    }

    @GetMapping("/api/admin/users/{id}/keys")
    @Operation(operationId = "listUserKeys", summary = "Keys of a user, newest first, without the names their owner gave them.")
    UserKeys keys(@PathVariable @Size(max = 64) String id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam @Nullable @Size(max = 64) String cursor) {
        UserId userId = Asked.user(id);
        if (directory.user(userId).isEmpty()) {
            throw ProblemException.notFound();
        }
        List<UserKey> found = directory.keys(userId).stream().map(UserKey::of)
                .filter(key -> cursor == null || key.id().compareTo(cursor) < 0).limit(limit + 1L).toList();
        List<UserKey> page = found.subList(0, Math.min(limit, found.size()));
        return new UserKeys(page, found.size() > limit ? page.getLast().id() : null);
    }

    @PostMapping("/api/admin/users/{id}/keys/{keyId}/suspend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "suspendUserKey", summary = "Stops a key within a second; its owner cannot resume it.")
    void suspend(@PathVariable @Size(max = 64) String id, @PathVariable @Size(max = 64) String keyId,
            @Valid @RequestBody Reason reason, @Nullable Principal principal) throws InterruptedException {
        KeyView key = require(id, keyId);
        ask(new BlockKey(key.userId(), key.keyId(), Asked.by(principal), reason.reason()));
    }

    @PostMapping("/api/admin/users/{id}/keys/{keyId}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "resumeUserKey", summary = "Ends a suspension by an administrator: the key is again what its owner made of it.")
    void resume(@PathVariable @Size(max = 64) String id, @PathVariable @Size(max = 64) String keyId,
            @Valid @RequestBody Reason reason, @Nullable Principal principal) throws InterruptedException {
        KeyView key = require(id, keyId);
        ask(new UnblockKey(key.userId(), key.keyId(), Asked.by(principal), reason.reason()));
    }

    @PostMapping("/api/admin/users/{id}/keys/{keyId}/revoke")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "revokeUserKey", summary = "Revokes a key for ever; its open streams end within a second.")
    void revoke(@PathVariable @Size(max = 64) String id, @PathVariable @Size(max = 64) String keyId,
            @Valid @RequestBody Reason reason, @Nullable Principal principal) throws InterruptedException {
        KeyView key = require(id, keyId);
        ask(new WithdrawKey(key.userId(), key.keyId(), Asked.by(principal), reason.reason()));
    }

    private KeyView require(String id, String keyId) {
        return directory.key(Asked.user(id), Asked.key(keyId)).orElseThrow(ProblemException::notFound);
    }

    private void ask(IdentityCommand command) throws InterruptedException {
        Refusals.require(commands.ask(ids.fresh(), command));
    }
}
