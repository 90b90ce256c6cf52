package dev.sluice.contracts.ids;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one grant of credit. Written `gr_` + a UUIDv7 in canonical form.
public record GrantId(@JsonValue String value) implements Comparable<GrantId> {

    public static final String PREFIX = "gr_";

    @JsonCreator
    public GrantId {
        PrefixedIds.require("grantId", PREFIX, value);
    }

    public static GrantId of(UUID uuid) {
        return new GrantId(PREFIX + uuid);
    }

    @Override
    public int compareTo(GrantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
