package dev.sluice.api.sessions;

import java.time.Duration;

import org.springframework.stereotype.Component;

import dev.sluice.api.people.People;
import dev.sluice.api.people.People.Known;
import dev.sluice.api.throttling.Throttle;
import dev.sluice.api.web.ProblemException;
import dev.sluice.contracts.ids.UserId;

/// Asks who is signed in for the password again, before what is dangerous: a session somebody left open is not
/// enough. Whoever guesses waits as at the door.
@Component
public class PasswordAgain {

    private static final int FREE_FAILURES = 5;

    private final People people;
    private final Passwords passwords;
    private final Throttle throttle;

    PasswordAgain(People people, Passwords passwords, Throttle throttle) {
        this.people = people;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /// The user whose password it is; throws a problem of the field `password` for another one. What is done then
    /// is done to the version that was judged.
    public Known require(UserId userId, String password) throws InterruptedException {
        String guesses = Guesses.ofPassword(userId);
        Duration wait = throttle.backOff(guesses);
        if (wait.isPositive()) {
            throw ProblemException.tooMany(wait);
        }
        Known known = people.known(userId).orElseThrow(ProblemException::notFound);
        if (!passwords.matches(password, known.person().passwordHash())) {
            throttle.failed(guesses, FREE_FAILURES);
            throw ProblemException.field("password", "wrong-password", "is not your password");
        }
        throttle.succeeded(guesses);
        return known;
    }
}
