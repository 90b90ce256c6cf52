package dev.sluice.contracts.ids;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names a user, and with it the account: the key of everything that concerns money and limits. Written `cu_`
/// + a UUIDv7 in canonical form.
public record UserId(@JsonValue String value) implements Comparable<UserId> {

    public static final String PREFIX = "cu_";

    @JsonCreator
    public UserId {
        PrefixedIds.require("userId", PREFIX, value);
    }

    public static UserId of(UUID uuid) {
        return new UserId(PREFIX + uuid);
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
