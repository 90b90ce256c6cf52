package dev.sluice.api.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.identity.SignInsView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

/// Rows in maps. Forgetting looks at every answer: simple, and right.
final class InMemoryRows implements Rows {

    private final Map<UserId, UserRow> users = new HashMap<>();
    private final Map<KeyId, KeyRow> keys = new HashMap<>();
    private final Map<SessionId, SessionRow> sessions = new HashMap<>();
    private final Map<String, EmailView> emails = new HashMap<>();
    private final Map<UserId, SignInsView> signIns = new HashMap<>();
    private final Map<String, IdentityResult> results = new HashMap<>();

    @Override
    public @Nullable UserRow user(UserId userId) {
        return users.get(userId);
    }

    @Override
    public @Nullable KeyRow key(KeyId keyId) {
        return keys.get(keyId);
    }

    @Override
    public @Nullable SessionRow session(SessionId sessionId) {
        return sessions.get(sessionId);
    }

    @Override
    public @Nullable EmailView email(String emailHash) {
        return emails.get(emailHash);
    }

    @Override
    public @Nullable SignInsView signIns(UserId userId) {
        return signIns.get(userId);
    }

    @Override
    public @Nullable IdentityResult result(String commandId) {
        return results.get(commandId);
    }

    @Override
    public void put(UserId userId, @Nullable UserRow row) {
        set(users, userId, row);
    }

    @Override
    public void put(KeyId keyId, KeyRow row) {
        keys.put(keyId, row);
    }

    @Override
    public void put(SessionId sessionId, @Nullable SessionRow row) {
        set(sessions, sessionId, row);
    }

    @Override
    public void put(String emailHash, @Nullable EmailView row) {
        set(emails, emailHash, row);
    }

    @Override
    public void putSignIns(UserId userId, @Nullable SignInsView row) {
        set(signIns, userId, row);
    }

    @Override
    public void remember(IdentityResult result) {
        results.values().removeIf(old -> old.at().isBefore(result.at().minus(IdentityBounds.RESULT_KEPT)));
        results.put(result.commandId(), result);
    }

    /// Users that hold an address or are verified, by their row.
    Set<UserId> usersOf(String emailHash) {
        return users.values().stream().filter(row -> row.emailHash().equals(emailHash))
                .map(row -> row.view().userId()).collect(Collectors.toSet());
    }

    private static <K, V> void set(Map<K, V> map, K key, @Nullable V value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }
}
