package dev.sluice.api.identitylog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import dev.sluice.api.identity.IdentityBounds;
import dev.sluice.api.identity.KeyRow;
import dev.sluice.api.identity.Rows;
import dev.sluice.api.identity.SessionRow;
import dev.sluice.api.identity.UserRow;
import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.identity.SignInsView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;

/// Rows in one state store, told apart by the first letter of the key. A value is a format byte and JSON.
/// `t` rows order the answers by age, so that forgetting looks only at what it removes.
final class StoreRows implements Rows {

    private static final byte FORMAT = 1;
    private static final int FORGOTTEN_AT_ONCE_MAX = 64;

    private final KeyValueStore<String, byte[]> store;

    StoreRows(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    @Override
    public @Nullable UserRow user(UserId userId) {
        return read("u/" + userId.value(), UserRow.class);
    }

    @Override
    public @Nullable KeyRow key(KeyId keyId) {
        return read("k/" + keyId.value(), KeyRow.class);
    }

    @Override
    public @Nullable SessionRow session(SessionId sessionId) {
        return read("s/" + sessionId.value(), SessionRow.class);
    }

    @Override
    public @Nullable EmailView email(String emailHash) {
        return read("e/" + emailHash, EmailView.class);
    }

    @Override
    public @Nullable SignInsView signIns(UserId userId) {
        return read("i/" + userId.value(), SignInsView.class);
    }

    @Override
    public @Nullable IdentityResult result(String commandId) {
        return read("r/" + commandId, IdentityResult.class);
    }

    @Override
    public void put(UserId userId, @Nullable UserRow row) {
        write("u/" + userId.value(), row);
    }

    @Override
    public void put(KeyId keyId, KeyRow row) {
        write("k/" + keyId.value(), row);
    }

    @Override
    public void put(SessionId sessionId, @Nullable SessionRow row) {
        write("s/" + sessionId.value(), row);
    }

    @Override
    public void put(String emailHash, @Nullable EmailView row) {
        write("e/" + emailHash, row);
    }

    @Override
    public void putSignIns(UserId userId, @Nullable SignInsView row) {
        write("i/" + userId.value(), row);
    }

    @Override
    public void remember(IdentityResult result) {
        write("r/" + result.commandId(), result);
        store.put(age(result.at()) + "/" + result.commandId(), new byte[]{FORMAT});
        forgetUntil(result.at().minus(IdentityBounds.RESULT_KEPT));
    }

    private void forgetUntil(Instant oldest) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> ages = store.range("t/", age(oldest))) {
            while (ages.hasNext() && old.size() < FORGOTTEN_AT_ONCE_MAX) {
                old.add(ages.next().key);
            }
        }
        for (String key : old) {
            store.delete(key);
            store.delete("r/" + key.substring(key.lastIndexOf('/') + 1));
        }
    }

    private static String age(Instant at) {
        return "t/%016x".formatted(at.toEpochMilli());
    }

    private <T> @Nullable T read(String key, Class<T> type) {
        byte[] value = store.get(key);
        if (value == null) {
            return null;
        }
        if (value[0] != FORMAT) {
            throw new IllegalStateException("row " + key + ": format " + value[0] + " (expected: " + FORMAT + ")");
        }
        return SluiceJson.mapper().readValue(Arrays.copyOfRange(value, 1, value.length), type);
    }

    private void write(String key, @Nullable Record row) {
        if (row == null) {
            store.delete(key);
            return;
        }
        byte[] json = SluiceJson.mapper().writeValueAsBytes(row);
        byte[] value = new byte[json.length + 1];
        value[0] = FORMAT;
        System.arraycopy(json, 0, value, 1, json.length);
        store.put(key, value);
    }
}
