package dev.sluice.api.people;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.sluice.api.directory.Directory;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.ids.UserId;

/// Names of keys, for people.
@Component
public class KeyLabels {

    private static final String KIND = "key";
    private static final KeyLabel ERASED = new KeyLabel("", null, List.of());

    private final Directory directory;
    private final People people;

    KeyLabels(Directory directory, People people) {
        this.directory = directory;
        this.people = people;
    }

    /// Names of all keys of one user, by id.
    public static final class Names {

        private final Map<String, String> names;

        private Names(Map<String, String> names) {
            this.names = names;
        }

        /// The id itself for a key that has no name.
        public String nameOf(String keyId) {
            return names.getOrDefault(keyId, keyId);
        }
    }

    public Names of(UserId userId) {
        Map<String, String> names = new HashMap<>();
        directory.keys(userId).forEach(key -> names.put(key.keyId().value(), label(key).name()));
        return new Names(Map.copyOf(names));
    }

    public KeyLabel label(KeyView key) {
        String sealed = key.sealed();
        return sealed == null ? ERASED : people.open(key.userId(), KIND, sealed, KeyLabel.class).orElse(ERASED);
    }

    public String seal(UserId userId, KeyLabel label) {
        return people.seal(userId, KIND, label);
    }
}
