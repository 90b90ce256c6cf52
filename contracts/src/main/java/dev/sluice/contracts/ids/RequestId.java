package dev.sluice.contracts.ids;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one relayed request, and with it its reservation. Written `req_` + a UUIDv7 in canonical form.
public record RequestId(@JsonValue String value) implements Comparable<RequestId> {

    public static final String PREFIX = "req_";

    @JsonCreator
    public RequestId {
        PrefixedIds.require("requestId", PREFIX, value);
    }

    public static RequestId of(UUID uuid) {
        return new RequestId(PREFIX + uuid);
    }

    @Override
    public int compareTo(RequestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
