package dev.sluice.api.people;

import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;
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
    private static final String ADDRESS = "address";

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

    /// Whose own an address is; somebody who does not exist when nobody does. Both cost the same work, and what is
    /// asked of either looks the same.
    public UserId holder(EmailAddress address) {
        UserId nobody = UserId.of(UuidCreator.getTimeOrderedEpochPlusN());
        return directory.owner(hash(address)).orElse(nobody);
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

    /// An address alone: one that is not yet, or no longer, that of the person.
    public String sealAddress(UserId userId, String address) {
        return seal(userId, ADDRESS, new Address(address));
    }

    public Optional<String> address(UserId userId, String sealed) {
        return open(userId, ADDRESS, sealed, Address.class).map(Address::email);
    }

    private record Address(String email) {
        @Override
        public String toString() {
            return "Address[…]";
        }
    }

    /// A user as the log has it, and the person.
    public record Known(UserView view, Person person) {}

    /// Empty for who does not exist or was erased.
    public Optional<Known> known(UserId userId) {
        return directory.user(userId).flatMap(view -> person(view).map(person -> new Known(view, person)));
    }

    /// Whether somebody was here and is erased; who is not known yet is not.
    public boolean isErased(UserId userId) {
        return directory.user(userId).map(UserView::status).filter(UserView.Status.DELETED::equals).isPresent();
    }

    /// Who was erased a moment ago, for one last letter; empty half a minute later.
    public Optional<Known> leaver(UserId userId) {
        return directory.leaver(userId).flatMap(leaver -> Optional.ofNullable(leaver.view().sealed())
                .map(sealed -> dataKeys.open(leaver.key(), KIND, sealed, Person.class))
                .map(person -> new Known(leaver.view(), person)));
    }

    public <T extends Record> Optional<T> open(UserId userId, String kind, String sealed, Class<T> type) {
        return directory.dataKey(userId).map(key -> dataKeys.open(key, kind, sealed, type));
    }
}
