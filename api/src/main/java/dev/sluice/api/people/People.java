package dev.sluice.api.people;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.sluice.api.directory.Directory;
import dev.sluice.api.sealing.DataKeys;
import dev.sluice.api.sealing.Pepper;
import dev.sluice.api.sealing.WrappedKey;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;

/// Opens and seals what is personal. A user whose data key is gone has no personal data any more.
@Component
public class People {

    private static final String KIND = "person";

    private final Directory directory;
    private final DataKeys dataKeys;
    private final Pepper pepper;

    People(Directory directory, DataKeys dataKeys, Pepper pepper) {
        this.directory = directory;
        this.dataKeys = dataKeys;
        this.pepper = pepper;
    }

    /// Under what an address is known in the log.
    public String hash(EmailAddress address) {
        return pepper.hex("email", address.normalised());
    }

    public Optional<Person> person(UserView user) {
        return user.sealed() == null ? Optional.empty() : open(user.userId(), KIND, user.sealed(), Person.class);
    }

    public String seal(WrappedKey key, Person person) {
        return dataKeys.seal(key, KIND, person);
    }

    /// Seals something personal of a user that is in the directory; throws when the data key is gone.
    public String seal(UserId userId, String kind, Record plain) {
        WrappedKey key = directory.dataKey(userId)
                .orElseThrow(() -> new IllegalStateException("user " + userId + " has no data key"));
        return dataKeys.seal(key, kind, plain);
    }

    public String seal(UserId userId, Person person) {
        return seal(userId, KIND, person);
    }

    public <T extends Record> Optional<T> open(UserId userId, String kind, String sealed, Class<T> type) {
        return directory.dataKey(userId).map(key -> dataKeys.open(key, kind, sealed, type));
    }
}
