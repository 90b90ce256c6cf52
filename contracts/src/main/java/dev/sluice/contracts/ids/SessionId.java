package dev.sluice.contracts.ids;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names a login session. Written `ses_` + a UUIDv7 in canonical form.
public record SessionId(@JsonValue String value) implements Comparable<SessionId> {

    public static final String PREFIX = "ses_";

    @JsonCreator
    public SessionId {
        PrefixedIds.require("sessionId", PREFIX, value);
    }

    public static SessionId of(UUID uuid) {
        return new SessionId(PREFIX + uuid);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
