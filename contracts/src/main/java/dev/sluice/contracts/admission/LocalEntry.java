package dev.sluice.contracts.admission;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;

/// One local reservation as a relay registers it again after Redis lost its data.
public record LocalEntry(RequestId requestId, int extension, long micros, long tokens, KeyId keyId,
        JournalId journal) {

    /// Requests it counts: the reservation one, an extension none.
    int requests() {
        return extension == 0 ? 1 : 0;
    }

    /// Its field in the hash of reservations.
    String field() {
        return field(requestId, extension);
    }

    static String field(RequestId requestId, int extension) {
        return "e:" + requestId.value() + "#" + extension;
    }
}
