package dev.sluice.contracts.ids;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names a relay's journal: one run of the process, or one lease. Written `jn_` + a UUIDv7 in canonical form.
public record JournalId(@JsonValue String value) implements Comparable<JournalId> {

    public static final String PREFIX = "jn_";

    @JsonCreator
    public JournalId {
        PrefixedIds.require("journalId", PREFIX, value);
    }

    public static JournalId of(UUID uuid) {
        return new JournalId(PREFIX + uuid);
    }

    @Override
    public int compareTo(JournalId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
