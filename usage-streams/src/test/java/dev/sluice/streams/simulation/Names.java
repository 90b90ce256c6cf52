package dev.sluice.streams.simulation;

import java.util.UUID;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;

/// Two users with two keys each; each user is alone in a partition of the same number.
final class Names {

    static final int USERS = 2;
    static final int KEYS = 2;
    private static final UserId[] USER = {UserId.of(new UUID(1, 0)), UserId.of(new UUID(1, 1))};
    private static final KeyId[] KEY = {KeyId.of(new UUID(2, 0)), KeyId.of(new UUID(2, 1))};

    private long requests;
    private long journals;
    private long events;

    static UserId user(int partition) {
        return USER[partition];
    }

    static KeyId key(int index) {
        return KEY[index];
    }

    static int indexOf(KeyId key) {
        return key.equals(KEY[0]) ? 0 : 1;
    }

    RequestId request() {
        return RequestId.of(new UUID(3, requests++));
    }

    JournalId journal() {
        return JournalId.of(new UUID(4, journals++));
    }

    String event() {
        return "e" + events++;
    }
}
