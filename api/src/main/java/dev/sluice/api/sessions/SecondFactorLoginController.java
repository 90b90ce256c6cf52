package dev.sluice.api.sessions;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.people.Person;
import dev.sluice.api.secondfactor.BackupCodes;
import dev.sluice.api.sessions.SecondFactors.Admitted;
import dev.sluice.api.sessions.SessionShapes.SecondFactorLogin;
import dev.sluice.api.sessions.SessionShapes.SignedIn;
import dev.sluice.api.throttling.RateLimitHeaders;
import dev.sluice.api.throttling.Throttle;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.identity.IdentityCommand.BeginSessionByBackupCode;
import dev.sluice.contracts.identity.IdentityCommand.BeginSessionByCode;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.NewSession;
import dev.sluice.contracts.identity.SignIn;
import dev.sluice.contracts.ids.UserId;

/// The second half of signing in: a ticket from the first half, and a code.
@RestController
@Tag(name = "auth")
class SecondFactorLoginController {

    private static final long PER_ADDRESS_MAX = 300;
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Pattern OF_AUTHENTICATOR = Pattern.compile("[0-9]{3} ?[0-9]{3}");

    private final SecondFactors secondFactors;
    private final BackupCodes backupCodes;
    private final Throttle throttle;
    private final Commands commands;
    private final CommandIds ids;
    private final SignIns signIns;
    private final SignInFailures failures;

    SecondFactorLoginController(SecondFactors secondFactors, BackupCodes backupCodes, Throttle throttle,
            Commands commands, CommandIds ids, SignIns signIns, SignInFailures failures) {
        this.secondFactors = secondFactors;
        this.backupCodes = backupCodes;
        this.throttle = throttle;
        this.commands = commands;
        this.ids = ids;
        this.signIns = signIns;
        this.failures = failures;
    }

    @PostMapping("/api/client/auth/login/second-factor")
    @SecurityRequirements
    @Operation(operationId = "loginWithSecondFactor", summary = "Signs in with the ticket of `second-factor-required` and a code of the authenticator or a backup code.")
    ResponseEntity<SignedIn> login(@Valid @RequestBody SecondFactorLogin login, HttpServletRequest request,
            HttpServletResponse response) throws InterruptedException {
        RateLimitHeaders.spend(throttle.use("second-factor", request.getRemoteAddr(), PER_ADDRESS_MAX, WINDOW),
                response);
        Admitted admitted = secondFactors.admitted(login.ticket());
        UserId userId = admitted.ticket().userId();
        secondFactors.requireNoBackOff(userId);
        SignIns.Beginning beginning = signIns.beginning(userId, admitted.ticket().remembered(), request);
        IdentityResult result = commands.ask(ids.fresh(),
                command(userId, admitted.known().person(), login.code(), beginning.session()));
        if (result.refusal() == Refusal.CODE_INVALID) {
            secondFactors.failed(userId);
            failures.record(Optional.of(userId), SignIn.Outcome.WRONG_CODE, request);
        }
        Refusals.require(result);
        secondFactors.succeeded(userId);
        return signIns.signedIn(beginning, request);
    }

    /// A wrong code of an authenticator is asked about like a used one: step 0 was used long ago.
    private IdentityCommand command(UserId userId, Person person, String code, NewSession session) {
        if (!OF_AUTHENTICATOR.matcher(code).matches()) {
            return new BeginSessionByBackupCode(userId, session, backupCodes.hash(userId, code));
        }
        OptionalLong step = secondFactors.step(person, code.replace(" ", ""));
        return new BeginSessionByCode(userId, session, step.orElse(0));
    }
}
