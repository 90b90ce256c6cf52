package dev.sluice.api.identity;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.identity.SignInsView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

/// The state of identity, one small row per thing. A null row is one that does not exist.
public interface Rows {

    @Nullable
    UserRow user(UserId userId);

    @Nullable
    KeyRow key(KeyId keyId);

    @Nullable
    SessionRow session(SessionId sessionId);

    @Nullable
    EmailView email(String emailHash);

    @Nullable
    SignInsView signIns(UserId userId);

    @Nullable
    IdentityResult result(String commandId);

    void put(UserId userId, @Nullable UserRow row);

    void put(KeyId keyId, KeyRow row);

    void put(SessionId sessionId, @Nullable SessionRow row);

    void put(String emailHash, @Nullable EmailView row);

    void putSignIns(UserId userId, @Nullable SignInsView row);

    /// Remembers the answer, and forgets those given more than [IdentityBounds#RESULT_KEPT] before it.
    void remember(IdentityResult result);
}
