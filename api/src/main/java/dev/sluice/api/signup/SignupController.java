package dev.sluice.api.signup;

import java.time.Duration;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.github.f4b6a3.uuid.UuidCreator;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.commands.LogAwayException;
import dev.sluice.api.commands.NotAnsweredYetException;
import dev.sluice.api.mail.MailTokens;
import dev.sluice.api.mail.MailTokens.Purpose;
import dev.sluice.api.people.EmailAddress;
import dev.sluice.api.people.People;
import dev.sluice.api.people.Person;
import dev.sluice.api.sealing.DataKeys;
import dev.sluice.api.sealing.WrappedKey;
import dev.sluice.api.sessions.Passwords;
import dev.sluice.api.signup.Challenges.Challenge;
import dev.sluice.api.throttling.RateLimitHeaders;
import dev.sluice.api.throttling.Throttle;
import dev.sluice.api.web.ProblemException;
import dev.sluice.contracts.identity.IdentityCommand.RegisterUser;
import dev.sluice.contracts.ids.UserId;

/// Registers users. The answer does not tell whether an address is new; only its mailbox learns that.
@RestController
@Tag(name = "auth")
class SignupController {

    private static final Logger LOG = LoggerFactory.getLogger(SignupController.class);
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final String TIME_ZONE = "UTC";

    private final ApiProperties.SignIn settings;
    private final Challenges challenges;
    private final PasswordStrength strength;
    private final Passwords passwords;
    private final People people;
    private final DataKeys dataKeys;
    private final Commands commands;
    private final CommandIds ids;
    private final MailTokens tokens;
    private final LetterBudget letterBudget;
    private final Throttle throttle;

    SignupController(ApiProperties properties, Challenges challenges, PasswordStrength strength, Passwords passwords,
            People people, DataKeys dataKeys, Commands commands, CommandIds ids, MailTokens tokens,
            LetterBudget letterBudget, Throttle throttle) {
        this.settings = properties.signIn();
        this.challenges = challenges;
        this.strength = strength;
        this.passwords = passwords;
        this.people = people;
        this.dataKeys = dataKeys;
        this.commands = commands;
        this.ids = ids;
        this.tokens = tokens;
        this.letterBudget = letterBudget;
        this.throttle = throttle;
    }

    /// `username` is a display name; `challenge` is base64 of the challenge with the number that solves it.
    record Registration(
            @NotNull @Size(max = 254) String email,
            @NotNull @Size(min = 8, max = 128) String password,
            @NotBlank @Size(max = 40) @Pattern(regexp = "^\\P{Cc}*$") String username,
            @Nullable @Pattern(regexp = "en|zh") @Schema(allowableValues = {
                    "en", "zh"}) String locale,
            @NotNull @Size(max = 4096) String challenge) {
        @Override
        public String toString() {
            return "Registration[…]";
        }
    }

    @GetMapping("/api/client/auth/challenge")
    @SecurityRequirements
    @Operation(operationId = "getChallenge", summary = "A proof-of-work challenge (ALTCHA); its base64 solution is the field `challenge` of the requests that ask for one.")
    ResponseEntity<Challenge> challenge() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(challenges.create());
    }

    @PostMapping("/api/client/auth/register")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @SecurityRequirements
    @Operation(operationId = "register", summary = "Starts an account; the answer is the same whether the address is new or taken.")
    void register(@Valid @RequestBody Registration registration, HttpServletRequest request,
            HttpServletResponse response) throws InterruptedException {
        RateLimitHeaders.spend(throttle.use("register", request.getRemoteAddr(), settings.registrationsPerHour(),
                WINDOW), response);
        EmailAddress address = EmailAddress.parse(registration.email())
                .orElseThrow(() -> ProblemException.field("email", "email-invalid", "is not an e-mail address"));
        strength.require(registration.password(), List.of(address.normalised(), registration.username()));
        challenges.require(registration.challenge());
        if (letterBudget.mayRegister(address)) {
            attempt(address, registration);
        }
    }

    /// What fails may be tried again as often as it takes.
    private void attempt(EmailAddress address, Registration registration) throws InterruptedException {
        String locale = registration.locale() == null ? "en" : registration.locale();
        try {
            register(address, new Person(address.normalised(), registration.username().strip(), locale, true,
                    passwords.hash(registration.password())));
        } catch (ProblemException | LogAwayException failed) {
            letterBudget.forgetRegistrations(address);
            throw failed;
        }
    }

    /// The data key goes into the log before the command: no user without one. Who owns the address learns the
    /// rest by letter, and only so; whether the decision is late makes no difference, for the log has the command.
    private void register(EmailAddress address, Person person) throws InterruptedException {
        UserId userId = UserId.of(UuidCreator.getTimeOrderedEpochPlusN());
        MailTokens.Issued token = tokens.issue(userId, Purpose.VERIFY_EMAIL);
        WrappedKey key = dataKeys.create(userId);
        commands.store(key);
        RegisterUser command = new RegisterUser(userId, people.hash(address), token.id(), token.hash(), TIME_ZONE,
                people.seal(key, person));
        try {
            commands.ask(ids.fresh(), command);
        } catch (NotAnsweredYetException late) {
            LOG.atInfo().addKeyValue("userId", userId).log("a registration is decided later");
        }
    }
}
