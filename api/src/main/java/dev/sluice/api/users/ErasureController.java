package dev.sluice.api.users;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.sessions.PasswordAgain;
import dev.sluice.api.sessions.RefreshCookie;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand.EraseUser;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;

/// Erases the signed-in person: the data key is destroyed, and with it all that was ever sealed (architecture
/// D9). Ledger and usage keep opaque ids.
@RestController
@Tag(name = "users")
class ErasureController {

    /// Keys made while somebody leaves; each try sees those before it.
    private static final int TRIES_MAX = 5;

    private final PasswordAgain passwordAgain;
    private final Directory directory;
    private final Commands commands;
    private final CommandIds ids;
    private final RefreshCookie cookie;

    ErasureController(PasswordAgain passwordAgain, Directory directory, Commands commands, CommandIds ids,
            RefreshCookie cookie) {
        this.passwordAgain = passwordAgain;
        this.directory = directory;
        this.commands = commands;
        this.ids = ids;
        this.cookie = cookie;
    }

    record Erasure(@NotNull @Size(max = 128) String password) {

        @Override
        public String toString() {
            return "Erasure[…]";
        }
    }

    @DeleteMapping("/api/client/users/account")
    @Operation(operationId = "eraseAccount", summary = "Erases the account for ever: keys and sessions end at once, the e-mail address is free, personal data can be read by nobody.", responses = @ApiResponse(responseCode = "204", description = "Erased"))
    ResponseEntity<Void> erase(Caller caller, @Valid @RequestBody Erasure erasure) throws InterruptedException {
        passwordAgain.require(caller.userId(), erasure.password());
        IdentityResult result = ask(caller.userId());
        for (int tried = 1; tried < TRIES_MAX && result.refusal() == Refusal.VERSION_DIFFERS; tried++) {
            result = ask(caller.userId());
        }
        Refusals.require(result);
        return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie.none()).build();
    }

    private IdentityResult ask(UserId userId) throws InterruptedException {
        List<KeyId> keys = directory.keys(userId).stream().map(KeyView::keyId).toList();
        return commands.ask(ids.fresh(), new EraseUser(userId, keys));
    }
}
