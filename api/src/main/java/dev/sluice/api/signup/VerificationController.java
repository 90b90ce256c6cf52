package dev.sluice.api.signup;

import java.time.Duration;
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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.accounts.ServedAccounts;
import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.directory.ReadYourWrites;
import dev.sluice.api.mail.MailToken;
import dev.sluice.api.mail.MailTokens;
import dev.sluice.api.mail.MailTokens.Purpose;
import dev.sluice.api.people.EmailAddress;
import dev.sluice.api.people.People;
import dev.sluice.api.sessions.SessionShapes.SignedIn;
import dev.sluice.api.sessions.SignIns;
import dev.sluice.api.throttling.RateLimitHeaders;
import dev.sluice.api.throttling.Throttle;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand.RenewVerification;
import dev.sluice.contracts.identity.IdentityCommand.VerifyEmail;
import dev.sluice.contracts.ids.UserId;

/// Proves addresses.
@RestController
@Tag(name = "auth")
class VerificationController {

    private static final long PER_HOUR_MAX = 600;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Challenges challenges;
    private final ReadYourWrites readYourWrites;
    private final People people;
    private final Commands commands;
    private final CommandIds ids;
    private final SignIns signIns;
    private final MailTokens tokens;
    private final LetterBudget letterBudget;
    private final ServedAccounts accounts;
    private final Throttle throttle;

    VerificationController(Challenges challenges, ReadYourWrites readYourWrites, People people, Commands commands,
            CommandIds ids, SignIns signIns, MailTokens tokens, LetterBudget letterBudget, ServedAccounts accounts,
            Throttle throttle) {
        this.challenges = challenges;
        this.readYourWrites = readYourWrites;
        this.people = people;
        this.commands = commands;
        this.ids = ids;
        this.signIns = signIns;
        this.tokens = tokens;
        this.letterBudget = letterBudget;
        this.accounts = accounts;
        this.throttle = throttle;
    }

    record EmailVerification(@NotNull @Size(max = MailToken.TEXT_LENGTH_MAX) String token) {
        @Override
        public String toString() {
            return "EmailVerification[…]";
        }
    }

    record ResendVerification(@NotNull @Size(max = 254) String email, @NotNull @Size(max = 4096) String challenge) {
        @Override
        public String toString() {
            return "ResendVerification[…]";
        }
    }

    @PostMapping("/api/client/auth/verify-email")
    @SecurityRequirements
    @Operation(operationId = "verifyEmail", summary = "Proves the address and signs in.")
    ResponseEntity<SignedIn> verify(@Valid @RequestBody EmailVerification verification, HttpServletRequest request,
            HttpServletResponse response) throws InterruptedException {
        spend("verify-email", request, response);
        MailToken token = MailToken.parse(verification.token()).orElseThrow(ProblemException::tokenInvalid);
        readYourWrites.beforeRead(token.userId());
        if (people.known(token.userId()).isEmpty()) {
            throw ProblemException.tokenInvalid();
        }
        SignIns.Beginning beginning = signIns.beginning(token.userId(), false, request);
        Refusals.require(commands.ask(ids.fresh(),
                new VerifyEmail(token.userId(), token.hash(), beginning.session())));
        accounts.awaitServed(token.userId());
        return signIns.signedIn(beginning, request);
    }

    @PostMapping("/api/client/auth/verify-email/resend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @SecurityRequirements
    @Operation(operationId = "resendVerification", summary = "Sends the verification mail again; always the same answer.")
    void resend(@Valid @RequestBody ResendVerification resend, HttpServletRequest request,
            HttpServletResponse response) throws InterruptedException {
        spend("resend", request, response);
        challenges.require(resend.challenge());
        Optional<EmailAddress> address = EmailAddress.parse(resend.email());
        if (address.isPresent() && letterBudget.mayAsk(address.get())) {
            UserId userId = people.holder(address.get());
            MailTokens.Issued token = tokens.issue(userId, Purpose.VERIFY_EMAIL);
            commands.tell(ids.fresh(), new RenewVerification(userId, token.id(), token.hash()));
        }
    }

    private void spend(String policy, HttpServletRequest request, HttpServletResponse response) {
        RateLimitHeaders.spend(throttle.use(policy, request.getRemoteAddr(), PER_HOUR_MAX, WINDOW), response);
    }
}
