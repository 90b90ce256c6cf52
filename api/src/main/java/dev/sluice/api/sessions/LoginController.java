package dev.sluice.api.sessions;

import java.time.Duration;
import java.util.Optional;

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
import dev.sluice.api.directory.Directory;
import dev.sluice.api.directory.ReadYourWrites;
import dev.sluice.api.people.EmailAddress;
import dev.sluice.api.people.People;
import dev.sluice.api.people.Person;
import dev.sluice.api.sessions.SessionShapes.Login;
import dev.sluice.api.sessions.SessionShapes.SignedIn;
import dev.sluice.api.throttling.RateLimitHeaders;
import dev.sluice.api.throttling.Throttle;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand.BeginSession;
import dev.sluice.contracts.identity.IdentityCommand.ChangeProfile;
import dev.sluice.contracts.identity.SignIn;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;

/// Signs in with address and password. Unknown addresses cost the same work and get the same answer.
@RestController
@Tag(name = "auth")
class LoginController {

    private static final int FREE_FAILURES_PER_ACCOUNT = 5;
    private static final int FREE_FAILURES_PER_ADDRESS = 30;
    private static final long LOGINS_PER_ADDRESS_MAX = 300;
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Directory directory;
    private final ReadYourWrites readYourWrites;
    private final People people;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Commands commands;
    private final CommandIds ids;
    private final SignIns signIns;
    private final SecondFactors secondFactors;
    private final SignInFailures failures;

    LoginController(Directory directory, ReadYourWrites readYourWrites, People people, Passwords passwords,
            Throttle throttle, Commands commands, CommandIds ids, SignIns signIns, SecondFactors secondFactors,
            SignInFailures failures) {
        this.directory = directory;
        this.readYourWrites = readYourWrites;
        this.people = people;
        this.passwords = passwords;
        this.throttle = throttle;
        this.commands = commands;
        this.ids = ids;
        this.signIns = signIns;
        this.secondFactors = secondFactors;
        this.failures = failures;
    }

    private record Candidate(UserView view, Person person) {}

    @PostMapping("/api/client/auth/login")
    @SecurityRequirements
    @Operation(operationId = "login", summary = "Signs in; the refresh token travels in the cookie `sluice_refresh`, by TLS `__Secure-sluice_refresh`.")
    ResponseEntity<SignedIn> login(@Valid @RequestBody Login login, HttpServletRequest request,
            HttpServletResponse response) throws InterruptedException {
        RateLimitHeaders.spend(throttle.use("login", request.getRemoteAddr(), LOGINS_PER_ADDRESS_MAX, WINDOW),
                response);
        Optional<String> hash = EmailAddress.parse(login.email()).map(people::hash);
        String account = Guesses.ofAccount(hash.orElse("malformed"));
        String address = "address:" + request.getRemoteAddr();
        requireNoBackOff(account);
        requireNoBackOff(address);
        Optional<Candidate> candidate = candidate(hash);
        boolean right = passwords.matches(login.password(),
                candidate.map(found -> found.person().passwordHash()).orElseGet(passwords::hashOfNobody));
        if (candidate.isEmpty() || !right) {
            throttle.failed(account, FREE_FAILURES_PER_ACCOUNT);
            throttle.failed(address, FREE_FAILURES_PER_ADDRESS);
            failures.record(candidate.map(found -> found.view().userId()), SignIn.Outcome.WRONG_PASSWORD, request);
            throw ProblemException.of(401, "bad-credentials", "The address or the password is wrong.");
        }
        throttle.succeeded(account);
        return begin(withHashUpToDate(candidate.get(), login.password()), login, request);
    }

    /// The work a hash costs grows with the years; only now the password is here to be hashed again.
    private Candidate withHashUpToDate(Candidate candidate, String password) throws InterruptedException {
        if (!passwords.isOutdated(candidate.person().passwordHash())) {
            return candidate;
        }
        UserView view = candidate.view();
        Person rehashed = candidate.person().withPasswordHash(passwords.hash(password));
        commands.tell(ids.fresh(), new ChangeProfile(view.userId(), view.version(), view.timeZone(),
                people.seal(view.userId(), rehashed)));
        return new Candidate(view, rehashed);
    }

    private ResponseEntity<SignedIn> begin(Candidate candidate, Login login, HttpServletRequest request)
            throws InterruptedException {
        UserView user = candidate.view();
        if (user.status() == UserView.Status.UNVERIFIED) {
            throw ProblemException.of(403, "email-not-verified", "Verify your e-mail address first.");
        }
        boolean remembered = Boolean.TRUE.equals(login.rememberMe());
        if (candidate.person().totp() != null) {
            throw secondFactors.required(user.userId(), candidate.person(), remembered);
        }
        SignIns.Beginning beginning = signIns.beginning(user.userId(), remembered, request);
        Refusals.require(commands.ask(ids.fresh(), new BeginSession(user.userId(), beginning.session())));
        return signIns.signedIn(beginning, request);
    }

    private Optional<Candidate> candidate(Optional<String> hash) throws InterruptedException {
        Optional<UserId> owner = hash.flatMap(directory::owner);
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        readYourWrites.beforeRead(owner.get());
        return directory.user(owner.get())
                .flatMap(view -> people.person(view).map(person -> new Candidate(view, person)));
    }

    private void requireNoBackOff(String who) {
        Duration wait = throttle.backOff(who);
        if (wait.isPositive()) {
            throw ProblemException.tooMany(wait);
        }
    }
}
