package dev.sluice.api.credentials;

import java.time.Duration;

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
import dev.sluice.api.directory.Directory;
import dev.sluice.api.directory.ReadYourWrites;
import dev.sluice.api.mail.MailToken;
import dev.sluice.api.mail.MailTokens;
import dev.sluice.api.mail.MailTokens.Purpose;
import dev.sluice.api.people.EmailAddress;
import dev.sluice.api.people.People;
import dev.sluice.api.people.People.Known;
import dev.sluice.api.sessions.PasswordAgain;
import dev.sluice.api.throttling.RateLimitHeaders;
import dev.sluice.api.throttling.Throttle;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityCommand.ChangeEmail;
import dev.sluice.contracts.identity.IdentityCommand.ClaimEmail;
import dev.sluice.contracts.ids.UserId;

/// Another e-mail address for a user. The answer does not tell whether somebody has it; only its mailbox learns
/// that. The old address holds until the link that was sent to the new one is opened.
@RestController
class EmailController {

    private static final long CLAIMS_PER_DAY_MAX = 5;
    private static final long PER_HOUR_MAX = 600;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final PasswordAgain passwordAgain;
    private final Throttle throttle;
    private final MailTokens tokens;
    private final People people;
    private final Directory directory;
    private final ReadYourWrites readYourWrites;
    private final Commands commands;
    private final CommandIds ids;

    EmailController(PasswordAgain passwordAgain, Throttle throttle, MailTokens tokens, People people,
            Directory directory, ReadYourWrites readYourWrites, Commands commands, CommandIds ids) {
        this.passwordAgain = passwordAgain;
        this.throttle = throttle;
        this.tokens = tokens;
        this.people = people;
        this.directory = directory;
        this.readYourWrites = readYourWrites;
        this.commands = commands;
        this.ids = ids;
    }

    record EmailUpdate(@NotNull @Size(max = 254) String email, @NotNull @Size(max = 128) String password) {
        @Override
        public String toString() {
            return "EmailUpdate[…]";
        }
    }

    record EmailConfirmation(@NotNull @Size(max = MailToken.TEXT_LENGTH_MAX) String token) {
        @Override
        public String toString() {
            return "EmailConfirmation[…]";
        }
    }

    @PostMapping("/api/client/users/email")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Tag(name = "users")
    @Operation(operationId = "changeEmail", summary = "Sends a link to the new address; opening it switches. The answer is the same whether the address is free or taken.")
    void claim(Caller caller, @Valid @RequestBody EmailUpdate update, HttpServletResponse response)
            throws InterruptedException {
        Known known = passwordAgain.require(caller.userId(), update.password());
        EmailAddress address = EmailAddress.parse(update.email())
                .orElseThrow(() -> ProblemException.field("email", "email-invalid", "is not an e-mail address"));
        if (address.normalised().equals(known.person().email())) {
            throw ProblemException.field("email", "email-unchanged", "is your address already");
        }
        RateLimitHeaders.spend(throttle.use("email", caller.userId().value(), CLAIMS_PER_DAY_MAX, DAY), response);
        MailTokens.Issued token = tokens.issue(caller.userId(), Purpose.CHANGE_EMAIL);
        commands.tell(ids.fresh(), new ClaimEmail(caller.userId(), caller.sessionId(), people.hash(address),
                token.id(), token.hash(), people.sealAddress(caller.userId(), address.normalised())));
    }

    @PostMapping("/api/client/auth/confirm-email")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @SecurityRequirements
    @Tag(name = "auth")
    @Operation(operationId = "confirmEmail", summary = "Switches to the address that the token was sent to; sessions other than the one that asked end.")
    void confirm(@Valid @RequestBody EmailConfirmation confirmation, HttpServletRequest request,
            HttpServletResponse response) throws InterruptedException {
        RateLimitHeaders.spend(throttle.use("confirm-email", request.getRemoteAddr(), PER_HOUR_MAX, HOUR), response);
        MailToken token = MailToken.parse(confirmation.token()).orElseThrow(ProblemException::tokenInvalid);
        UserId userId = token.userId();
        readYourWrites.beforeRead(userId);
        Known known = people.known(userId).orElseThrow(ProblemException::tokenInvalid);
        EmailAddress address = directory.claim(userId).map(EmailView::sealed)
                .flatMap(sealed -> people.address(userId, sealed)).flatMap(EmailAddress::parse)
                .orElseThrow(ProblemException::tokenInvalid);
        Refusals.require(commands.ask(ids.fresh(), new ChangeEmail(userId, people.hash(address), token.hash(),
                known.view().version(), people.seal(userId, known.person().withEmail(address.normalised())),
                people.sealAddress(userId, known.person().email()))));
    }
}
