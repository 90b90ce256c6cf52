package dev.sluice.bench.accounts;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

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

/// What the decider of identity remembers, as its store names it: letter, slash, id. Of one person, so that it
/// stays small.
final class OnePerson implements Rows {

    private final Map<String, Record> rows = new LinkedHashMap<>();
    private final Map<String, IdentityResult> results = new HashMap<>();

    /// By the names under which the store of `api` has them.
    Map<String, Record> rows() {
        return rows;
    }

    @Override
    public @Nullable UserRow user(UserId userId) {
        return (UserRow) rows.get("u/" + userId.value());
    }

    @Override
    public @Nullable KeyRow key(KeyId keyId) {
        return (KeyRow) rows.get("k/" + keyId.value());
    }

    @Override
    public @Nullable SessionRow session(SessionId sessionId) {
        return (SessionRow) rows.get("s/" + sessionId.value());
    }

    @Override
    public @Nullable EmailView email(String emailHash) {
        return (EmailView) rows.get("e/" + emailHash);
    }

    @Override
    public @Nullable SignInsView signIns(UserId userId) {
        return (SignInsView) rows.get("i/" + userId.value());
    }

    @Override
    public @Nullable IdentityResult result(String commandId) {
        return results.get(commandId);
    }

    @Override
    public void put(UserId userId, @Nullable UserRow row) {
        set("u/" + userId.value(), row);
    }

    @Override
    public void put(KeyId keyId, KeyRow row) {
        set("k/" + keyId.value(), row);
    }

    @Override
    public void put(SessionId sessionId, @Nullable SessionRow row) {
        set("s/" + sessionId.value(), row);
    }

    @Override
    public void put(String emailHash, @Nullable EmailView row) {
        set("e/" + emailHash, row);
    }

    @Override
    public void putSignIns(UserId userId, @Nullable SignInsView row) {
        set("i/" + userId.value(), row);
    }

    @Override
    public void remember(IdentityResult result) {
        results.put(result.commandId(), result);
    }

    private void set(String name, @Nullable Record row) {
        if (row == null) {
            rows.remove(name);
        } else {
            rows.put(name, row);
        }
    }
}
