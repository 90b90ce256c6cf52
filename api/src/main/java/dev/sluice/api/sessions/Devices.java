package dev.sluice.api.sessions;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.api.people.People;
import dev.sluice.contracts.ids.UserId;

/// From where people sign in, which is sealed like all that is personal.
@Component
public class Devices {

    private final People people;

    Devices(People people) {
        this.people = people;
    }

    /// Empty for what was never written down, and once nobody can read it.
    public Optional<Device> read(UserId userId, @Nullable String sealed) {
        return Optional.ofNullable(sealed)
                .flatMap(readable -> people.open(userId, Device.KIND, readable, Device.class));
    }
}
