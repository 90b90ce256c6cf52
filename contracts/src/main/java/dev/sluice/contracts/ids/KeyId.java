package dev.sluice.contracts.ids;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names a key everywhere. It is safe to log; the secret behind it is not. Written `ck_` + a UUIDv7 in
/// canonical form.
public record KeyId(@JsonValue String value) implements Comparable<KeyId> {

    public static final String PREFIX = "ck_";

    @JsonCreator
    public KeyId {
        PrefixedIds.require("keyId", PREFIX, value);
    }

    public static KeyId of(UUID uuid) {
        return new KeyId(PREFIX + uuid);
    }

    @Override
    public int compareTo(KeyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
