package dev.sluice.api.identity;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.IdentityCommand.ChangeKey;
import dev.sluice.contracts.identity.IdentityCommand.CreateKey;
import dev.sluice.contracts.identity.IdentityCommand.ResumeKey;
import dev.sluice.contracts.identity.IdentityCommand.RevokeKey;
import dev.sluice.contracts.identity.IdentityCommand.SuspendKey;
import dev.sluice.contracts.identity.IdentityEvent.KeyChanged;
import dev.sluice.contracts.identity.IdentityEvent.KeyCreated;
import dev.sluice.contracts.identity.IdentityEvent.KeyResumed;
import dev.sluice.contracts.identity.IdentityEvent.KeyRevoked;
import dev.sluice.contracts.identity.IdentityEvent.KeySuspended;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.KeySettings;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;

/// Keys: made within the plan, changed, suspended, revoked for ever. A key of another user is unknown.
final class KeyDecider {

    Decision create(Rows rows, CreateKey command) {
        UserRow row = rows.user(command.userId());
        Refusal refusal = createRefusal(rows, command, row);
        return refusal != null
                ? Decision.refused(command.keyId(), refusal)
                : Decision.done(command.keyId(), new KeyCreated(command.userId(), command.keyId(), command.hash(),
                        command.last4(), command.settings()));
    }

    Decision change(Rows rows, ChangeKey command) {
        return ofLiving(rows, command.userId(), command.keyId(), key -> {
            Long expected = command.expectedVersion();
            if (expected != null && expected != key.version()) {
                return Decision.refused(command.keyId(), Refusal.VERSION_DIFFERS);
            }
            return exceeds(rows.user(command.userId()), command.settings())
                    ? Decision.refused(command.keyId(), Refusal.LIMIT_ABOVE_PLAN)
                    : Decision.done(command.keyId(),
                            new KeyChanged(command.userId(), command.keyId(), command.settings()));
        });
    }

    Decision suspend(Rows rows, SuspendKey command) {
        return ofLiving(rows, command.userId(), command.keyId(), key -> key.status() == KeyView.Status.SUSPENDED
                ? Decision.done(command.keyId())
                : Decision.done(command.keyId(), new KeySuspended(command.userId(), command.keyId())));
    }

    Decision resume(Rows rows, ResumeKey command) {
        return ofLiving(rows, command.userId(), command.keyId(), key -> key.status() == KeyView.Status.ACTIVE
                ? Decision.done(command.keyId())
                : Decision.done(command.keyId(), new KeyResumed(command.userId(), command.keyId())));
    }

    /// Revoking again is no error: the caller wants the key dead, and it is.
    Decision revoke(Rows rows, RevokeKey command) {
        KeyView key = owned(rows, command.userId(), command.keyId());
        if (key == null) {
            return Decision.refused(command.keyId(), Refusal.KEY_UNKNOWN);
        }
        return key.status() == KeyView.Status.REVOKED
                ? Decision.done(command.keyId())
                : Decision.done(command.keyId(), new KeyRevoked(command.userId(), command.keyId()));
    }

    private static @Nullable Refusal createRefusal(Rows rows, CreateKey command, @Nullable UserRow row) {
        if (row == null) {
            return Refusal.USER_UNKNOWN;
        }
        if (row.view().status() != UserView.Status.ACTIVE) {
            return row.view().status() == UserView.Status.UNVERIFIED
                    ? Refusal.USER_UNVERIFIED
                    : Refusal.USER_SUSPENDED;
        }
        if (rows.key(command.keyId()) != null) {
            return Refusal.KEY_EXISTS;
        }
        if (row.keys() >= IdentityBounds.KEYS_MAX) {
            return Refusal.KEYS_TOO_MANY;
        }
        return exceeds(row, command.settings()) ? Refusal.LIMIT_ABOVE_PLAN : null;
    }

    private static Decision ofLiving(Rows rows, UserId userId, KeyId keyId, Function<KeyView, Decision> decide) {
        KeyView key = owned(rows, userId, keyId);
        if (key == null) {
            return Decision.refused(keyId, Refusal.KEY_UNKNOWN);
        }
        return key.status() == KeyView.Status.REVOKED
                ? Decision.refused(keyId, Refusal.KEY_REVOKED)
                : decide.apply(key);
    }

    private static @Nullable KeyView owned(Rows rows, UserId userId, KeyId keyId) {
        KeyRow row = rows.key(keyId);
        return row != null && row.view().userId().equals(userId) ? row.view() : null;
    }

    private static boolean exceeds(@Nullable UserRow user, KeySettings settings) {
        return user == null || !Within.plan(settings, user.view());
    }
}
