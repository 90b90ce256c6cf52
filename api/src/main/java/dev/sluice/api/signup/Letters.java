package dev.sluice.api.signup;

import java.net.URI;
import java.time.Duration;

import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.mail.Letter;
import dev.sluice.api.mail.Letter.Kind;
import dev.sluice.api.mail.Mails;
import dev.sluice.api.people.EmailAddress;
import dev.sluice.api.people.People;
import dev.sluice.api.throttling.Throttle;

/// The letters of registration. One address gets only so many: nobody is flooded by somebody else's doing.
@Component
class Letters {

    private static final long PER_ADDRESS_MAX = 5;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Mails mails;
    private final Throttle throttle;
    private final People people;
    private final URI publicUrl;

    Letters(Mails mails, Throttle throttle, People people, ApiProperties properties) {
        this.mails = mails;
        this.throttle = throttle;
        this.people = people;
        this.publicUrl = properties.publicUrl();
    }

    void verify(EmailAddress to, String username, String locale, VerificationToken token) {
        send(to, Kind.VERIFY, username, locale, "/verify?token=" + token.text());
    }

    void taken(EmailAddress to, String locale) {
        send(to, Kind.ADDRESS_TAKEN, "", locale, "/login");
    }

    void pending(EmailAddress to, String locale) {
        send(to, Kind.ADDRESS_PENDING, "", locale, "/login");
    }

    private void send(EmailAddress to, Kind kind, String username, String locale, String path) {
        if (!throttle.use("letters", people.hash(to), PER_ADDRESS_MAX, WINDOW).isSpent()) {
            mails.send(new Letter(to.normalised(), kind, locale, username, publicUrl.resolve(path).toString()));
        }
    }
}
