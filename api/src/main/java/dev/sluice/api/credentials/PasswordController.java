package dev.sluice.api.credentials;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.people.People;
import dev.sluice.api.people.People.Known;
import dev.sluice.api.sessions.PasswordAgain;
import dev.sluice.api.sessions.Passwords;
import dev.sluice.api.signup.PasswordStrength;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand.ChangePassword;

/// A new password for who knows the old one.
@RestController
@Tag(name = "users")
class PasswordController {

    private final PasswordAgain passwordAgain;
    private final PasswordStrength strength;
    private final Passwords passwords;
    private final People people;
    private final Commands commands;
    private final CommandIds ids;

    PasswordController(PasswordAgain passwordAgain, PasswordStrength strength, Passwords passwords, People people,
            Commands commands, CommandIds ids) {
        this.passwordAgain = passwordAgain;
        this.strength = strength;
        this.passwords = passwords;
        this.people = people;
        this.commands = commands;
        this.ids = ids;
    }

    /// `password` is the present one.
    record PasswordUpdate(
            @NotNull @Size(max = 128) String password,
            @NotNull @Size(min = 8, max = 128) String newPassword) {
        @Override
        public String toString() {
            return "PasswordUpdate[…]";
        }
    }

    @PostMapping("/api/client/users/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "changePassword", summary = "Changes the password; every other session ends.")
    void change(Caller caller, @Valid @RequestBody PasswordUpdate update) throws InterruptedException {
        Known known = passwordAgain.require(caller.userId(), update.password());
        strength.require(update.newPassword(), List.of(known.person().email(), known.person().username()));
        String sealed = people.seal(caller.userId(),
                known.person().withPasswordHash(passwords.hash(update.newPassword())));
        Refusals.require(commands.ask(ids.fresh(),
                new ChangePassword(caller.userId(), caller.sessionId(), known.view().version(), sealed)));
    }
}
