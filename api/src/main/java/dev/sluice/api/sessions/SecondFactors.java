package dev.sluice.api.sessions;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

import org.springframework.stereotype.Component;

import dev.sluice.api.directory.ReadYourWrites;
import dev.sluice.api.people.People;
import dev.sluice.api.people.People.Known;
import dev.sluice.api.people.Person;
import dev.sluice.api.sealing.Pepper;
import dev.sluice.api.secondfactor.TotpSecret;
import dev.sluice.api.throttling.Throttle;
import dev.sluice.api.web.Problem;
import dev.sluice.api.web.ProblemException;
import dev.sluice.contracts.ids.UserId;

/// Asks for a code after the password, and judges it. Whoever guesses waits, however many tickets they have.
@Component
public class SecondFactors {

    private static final int FREE_FAILURES = 5;

    private final People people;
    private final ReadYourWrites readYourWrites;
    private final Pepper pepper;
    private final Throttle throttle;
    private final InstantSource clock;

    SecondFactors(People people, ReadYourWrites readYourWrites, Pepper pepper, Throttle throttle,
            InstantSource clock) {
        this.people = people;
        this.readYourWrites = readYourWrites;
        this.pepper = pepper;
        this.throttle = throttle;
        this.clock = clock;
    }

    ProblemException required(UserId userId, Person person, boolean remembered) {
        LoginTicket ticket = LoginTicket.issue(userId, person, remembered, clock.instant(), pepper);
        return new ProblemException(Problem.of(401, "second-factor-required",
                "A code is needed besides the password.").ticket(ticket.text()));
    }

    /// A ticket that is good, and whose it is.
    record Admitted(LoginTicket ticket, Known known) {}

    /// Throws a problem for a ticket that is none, too old, or of another password.
    Admitted admitted(String text) throws InterruptedException {
        Optional<LoginTicket> ticket = LoginTicket.parse(text);
        if (ticket.isPresent()) {
            readYourWrites.beforeRead(ticket.get().userId());
        }
        return ticket.flatMap(parsed -> people.known(parsed.userId()).map(known -> new Admitted(parsed, known)))
                .filter(each -> each.ticket().isGood(each.known().person(), clock.instant(), pepper))
                .orElseThrow(() -> ProblemException.of(401, "ticket-invalid", "Begin with your password again."));
    }

    /// The time step of a code of the authenticator.
    OptionalLong step(Person person, String code) {
        String totp = person.totp();
        return totp == null ? OptionalLong.empty() : TotpSecret.of(totp).step(code, clock.instant());
    }

    public void requireNoBackOff(UserId userId) {
        Duration wait = throttle.backOff(Guesses.ofCode(userId));
        if (wait.isPositive()) {
            throw ProblemException.tooMany(wait);
        }
    }

    /// Counts a wrong code.
    public void failed(UserId userId) {
        throttle.failed(Guesses.ofCode(userId), FREE_FAILURES);
    }

    public void succeeded(UserId userId) {
        throttle.succeeded(Guesses.ofCode(userId));
    }
}
