package dev.sluice.api.signup;

import java.security.SecureRandom;
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
import dev.sluice.api.directory.Directory;
import dev.sluice.api.people.EmailAddress;
import dev.sluice.api.people.People;
import dev.sluice.api.people.Person;
import dev.sluice.api.sessions.SessionShapes.SignedIn;
import dev.sluice.api.sessions.SignIns;
import dev.sluice.api.throttling.RateLimitHeaders;
import dev.sluice.api.throttling.Throttle;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityCommand.RenewVerification;
import dev.sluice.contracts.identity.IdentityCommand.VerifyEmail;

/// Proves addresses.
@RestController
@Tag(name = "auth")
class VerificationController {

    private static final long PER_HOUR_MAX = 600;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Challenges challenges;
    private final Directory directory;
    private final People people;
    private final Commands commands;
    private final CommandIds ids;
    private final SignIns signIns;
    private final Letters letters;
    private final ServedAccounts accounts;
    private final Throttle throttle;
    private final SecureRandom random;

    VerificationController(Challenges challenges, Directory directory, People people, Commands commands,
            CommandIds ids, SignIns signIns, Letters letters, ServedAccounts accounts, Throttle throttle,
            SecureRandom random) {
        this.challenges = challenges;
        this.directory = directory;
        this.people = people;
        this.commands = commands;
        this.ids = ids;
        this.signIns = signIns;
        this.letters = letters;
        this.accounts = accounts;
        this.throttle = throttle;
        this.random = random;
    }

    record EmailVerification(@NotNull @Size(max = 512) String token) {
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
        VerificationToken token = VerificationToken.parse(verification.token())
                .filter(parsed -> directory.user(parsed.userId()).isPresent())
                .filter(parsed -> directory.dataKey(parsed.userId()).isPresent())
                .orElseThrow(() -> ProblemException.of(422, "token-invalid",
                        "This link was used already or is too old."));
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
        Optional<EmailView> claim = address.flatMap(parsed -> directory.email(people.hash(parsed)));
        if (address.isPresent() && claim.isPresent() && !claim.get().verified()) {
            resend(address.get(), claim.get());
        }
    }

    private void resend(EmailAddress address, EmailView claim) throws InterruptedException {
        Optional<Person> person = directory.user(claim.userId()).flatMap(people::person);
        VerificationToken token = VerificationToken.generate(claim.userId(), random);
        boolean renewed = commands.ask(ids.fresh(), new RenewVerification(claim.userId(), token.hash()))
                .refusal() == null;
        if (renewed && person.isPresent()) {
            letters.verify(address, person.get().username(), person.get().locale(), token);
        }
    }

    private void spend(String policy, HttpServletRequest request, HttpServletResponse response) {
        RateLimitHeaders.spend(throttle.use(policy, request.getRemoteAddr(), PER_HOUR_MAX, WINDOW), response);
    }
}
