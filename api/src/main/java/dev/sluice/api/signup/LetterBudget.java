package dev.sluice.api.signup;

import java.time.Duration;

import org.springframework.stereotype.Component;

import dev.sluice.api.people.EmailAddress;
import dev.sluice.api.people.People;
import dev.sluice.api.throttling.Throttle;

/// One address gets only so many letters that anybody can ask for: nobody is flooded by somebody else's doing.
/// Whether the address is known makes no difference.
@Component
public class LetterBudget {

    private static final long PER_ADDRESS_MAX = 5;
    private static final long REGISTRATIONS_PER_ADDRESS_MAX = 5;
    private static final String REGISTRATIONS = "registrations";
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Throttle throttle;
    private final People people;

    LetterBudget(Throttle throttle, People people) {
        this.throttle = throttle;
        this.people = people;
    }

    public boolean mayAsk(EmailAddress address) {
        return !throttle.use("letters", people.hash(address), PER_ADDRESS_MAX, WINDOW).isSpent();
    }

    /// Whether a registration may still matter: who asked first holds the address for a day, and its mailbox is told
    /// of others once an hour. Those beyond the first few are spared their work, a thousand at once among them.
    boolean mayRegister(EmailAddress address) {
        return !throttle.use(REGISTRATIONS, people.hash(address), REGISTRATIONS_PER_ADDRESS_MAX, WINDOW).isSpent();
    }

    void forgetRegistrations(EmailAddress address) {
        throttle.forget(REGISTRATIONS, people.hash(address));
    }
}
