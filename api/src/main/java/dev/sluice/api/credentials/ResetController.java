package dev.sluice.api.credentials;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.directory.ReadYourWrites;
import dev.sluice.api.mail.MailToken;
import dev.sluice.api.mail.MailTokens;
import dev.sluice.api.mail.MailTokens.Purpose;
import dev.sluice.api.people.EmailAddress;
import dev.sluice.api.people.People;
import dev.sluice.api.people.People.Known;
import dev.sluice.api.sessions.Guesses;
import dev.sluice.api.sessions.Passwords;
import dev.sluice.api.signup.Challenges;
import dev.sluice.api.signup.LetterBudget;
import dev.sluice.api.signup.PasswordStrength;
import dev.sluice.api.throttling.RateLimitHeaders;
import dev.sluice.api.throttling.Throttle;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand.RequestReset;
import dev.sluice.contracts.identity.IdentityCommand.ResetPassword;
import dev.sluice.contracts.ids.UserId;

/// For who forgot the password. Asking costs the same work and gets the same answer whether the address is
/// known or not: one command goes into the log, and nobody waits for what becomes of it.
@RestController
@Tag(name = "auth")
class ResetController {

    private static final long PER_HOUR_MAX = 600;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Challenges challenges;
    private final LetterBudget letterBudget;
    private final People people;
    private final MailTokens tokens;
    private final Commands commands;
    private final CommandIds ids;
    private final ReadYourWrites readYourWrites;
    private final PasswordStrength strength;
    private final Passwords passwords;
    private final Throttle throttle;

    ResetController(Challenges challenges, LetterBudget letterBudget, People people, MailTokens tokens,
            Commands commands, CommandIds ids, ReadYourWrites readYourWrites, PasswordStrength strength,
            Passwords passwords, Throttle throttle) {
        this.challenges = challenges;
        this.letterBudget = letterBudget;
        this.people = people;
        this.tokens = tokens;
        this.commands = commands;
        this.ids = ids;
        this.readYourWrites = readYourWrites;
        this.strength = strength;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    record ResetRequest(@NotNull @Size(max = 254) String email, @NotNull @Size(max = 4096) String challenge) {
        @Override
        public String toString() {
            return "ResetRequest[…]";
        }
    }

    record PasswordReset(
            @NotNull @Size(max = MailToken.TEXT_LENGTH_MAX) String token,
            @NotNull @Size(min = 8, max = 128) String password) {
        @Override
        public String toString() {
            return "PasswordReset[…]";
        }
    }

    @PostMapping("/api/client/auth/reset-password")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @SecurityRequirements
    @Operation(operationId = "requestPasswordReset", summary = "Sends a link that lets a new password in, for 30 minutes; always the same answer.")
    void request(@Valid @RequestBody ResetRequest reset, HttpServletRequest request, HttpServletResponse response)
            throws InterruptedException {
        spend("reset", request, response);
        challenges.require(reset.challenge());
        Optional<EmailAddress> address = EmailAddress.parse(reset.email());
        if (address.isPresent() && letterBudget.mayAsk(address.get())) {
            UserId userId = people.holder(address.get());
            MailTokens.Issued token = tokens.issue(userId, Purpose.RESET_PASSWORD);
            commands.tell(ids.fresh(), new RequestReset(userId, token.id(), token.hash()));
        }
    }

    @PostMapping("/api/client/auth/reset-password/confirm")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @SecurityRequirements
    @Operation(operationId = "resetPassword", summary = "Takes a new password for the token of a letter; every session ends.")
    void reset(@Valid @RequestBody PasswordReset reset, HttpServletRequest request, HttpServletResponse response)
            throws InterruptedException {
        spend("reset-confirm", request, response);
        MailToken token = MailToken.parse(reset.token()).orElseThrow(ProblemException::tokenInvalid);
        readYourWrites.beforeRead(token.userId());
        Known known = people.known(token.userId()).orElseThrow(ProblemException::tokenInvalid);
        strength.require(reset.password(), List.of(known.person().email(), known.person().username()));
        String sealed = people.seal(token.userId(),
                known.person().withPasswordHash(passwords.hash(reset.password())));
        Refusals.require(commands.ask(ids.fresh(),
                new ResetPassword(token.userId(), token.hash(), known.view().version(), sealed)));
        EmailAddress.parse(known.person().email())
                .ifPresent(address -> throttle.succeeded(Guesses.ofAccount(people.hash(address))));
    }

    private void spend(String policy, HttpServletRequest request, HttpServletResponse response) {
        RateLimitHeaders.spend(throttle.use(policy, request.getRemoteAddr(), PER_HOUR_MAX, WINDOW), response);
    }
}
