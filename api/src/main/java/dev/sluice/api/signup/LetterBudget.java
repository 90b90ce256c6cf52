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
}
