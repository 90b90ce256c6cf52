package dev.sluice.api.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.IdentityCommand.ChangeKey;
import dev.sluice.contracts.identity.IdentityCommand.CreateKey;
import dev.sluice.contracts.identity.IdentityCommand.RegenerateKey;
import dev.sluice.contracts.identity.IdentityCommand.ResumeKey;
import dev.sluice.contracts.identity.IdentityCommand.RevokeKey;
import dev.sluice.contracts.identity.IdentityCommand.SuspendKey;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.KeyChanged;
import dev.sluice.contracts.identity.IdentityEvent.KeyCreated;
import dev.sluice.contracts.identity.IdentityEvent.KeyRegenerated;
import dev.sluice.contracts.identity.IdentityEvent.KeyResumed;
import dev.sluice.contracts.identity.IdentityEvent.KeyRevoked;
import dev.sluice.contracts.identity.IdentityEvent.KeySecretForgotten;
import dev.sluice.contracts.identity.IdentityEvent.KeySuspended;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.KeySettings;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;

import static java.util.Objects.requireNonNull;

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
            if (differs(command.expectedVersion(), key)) {
                return Decision.refused(command.keyId(), Refusal.VERSION_DIFFERS);
            }
            if (command.status() == KeyView.Status.REVOKED) {
                return Decision.refused(command.keyId(), Refusal.MALFORMED);
            }
            if (command.status() == KeyView.Status.ACTIVE && isBlocked(rows, command.keyId())) {
                return Decision.refused(command.keyId(), Refusal.KEY_BLOCKED);
            }
            return exceeds(rows.user(command.userId()), command.settings())
                    ? Decision.refused(command.keyId(), Refusal.LIMIT_ABOVE_PLAN)
                    : Decision.done(command.keyId(), changed(command, key.status()));
        });
    }

    /// Secrets that stopped working long ago are forgotten on the way: no repeat of a request asks for them.
    Decision regenerate(Rows rows, RegenerateKey command, Instant at) {
        return ofLiving(rows, command.userId(), command.keyId(), key -> {
            Refusal refusal = userRefusal(rows.user(command.userId()));
            if (refusal != null || differs(command.expectedVersion(), key)) {
                return Decision.refused(command.keyId(), refusal == null ? Refusal.VERSION_DIFFERS : refusal);
            }
            if (command.overlap().isNegative() || command.overlap().compareTo(IdentityBounds.OVERLAP_MAX) > 0) {
                return Decision.refused(command.keyId(), Refusal.MALFORMED);
            }
            List<KeyRow.Replaced> old = requireNonNull(rows.key(command.keyId()), "a living key").old();
            List<IdentityEvent> events = new ArrayList<>();
            old.stream().filter(secret -> !at.isBefore(secret.until().plus(IdentityBounds.RESULT_KEPT)))
                    .forEach(secret -> events
                            .add(new KeySecretForgotten(command.userId(), command.keyId(), secret.hash())));
            if (old.size() - events.size() >= IdentityBounds.REPLACED_MAX) {
                return Decision.refused(command.keyId(), Refusal.SECRETS_TOO_MANY);
            }
            events.add(new KeyRegenerated(command.userId(), command.keyId(), command.hash(), command.last4(),
                    at.plus(command.overlap())));
            return Decision.done(command.keyId(), events);
        });
    }

    Decision suspend(Rows rows, SuspendKey command) {
        return ofLiving(rows, command.userId(), command.keyId(), key -> key.status() == KeyView.Status.SUSPENDED
                ? Decision.done(command.keyId())
                : Decision.done(command.keyId(), new KeySuspended(command.userId(), command.keyId())));
    }

    Decision resume(Rows rows, ResumeKey command) {
        return ofLiving(rows, command.userId(), command.keyId(), key -> {
            if (isBlocked(rows, command.keyId())) {
                return Decision.refused(command.keyId(), Refusal.KEY_BLOCKED);
            }
            return key.status() == KeyView.Status.ACTIVE
                    ? Decision.done(command.keyId())
                    : Decision.done(command.keyId(), new KeyResumed(command.userId(), command.keyId()));
        });
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
        Refusal refusal = userRefusal(row);
        if (row == null || refusal != null) {
            return refusal;
        }
        if (rows.key(command.keyId()) != null) {
            return Refusal.KEY_EXISTS;
        }
        if (row.keys() >= IdentityBounds.KEYS_MAX) {
            return Refusal.KEYS_TOO_MANY;
        }
        return exceeds(row, command.settings()) ? Refusal.LIMIT_ABOVE_PLAN : null;
    }

    private static @Nullable Refusal userRefusal(@Nullable UserRow row) {
        return row == null ? Refusal.USER_UNKNOWN : switch (row.view().status()) {
            case ACTIVE -> null;
            case UNVERIFIED -> Refusal.USER_UNVERIFIED;
            case SUSPENDED -> Refusal.USER_SUSPENDED;
            case DELETED -> Refusal.USER_UNKNOWN;
        };
    }

    private static boolean isBlocked(Rows rows, KeyId keyId) {
        KeyRow row = rows.key(keyId);
        return row != null && row.blockedFrom() != null;
    }

    private static boolean differs(@Nullable Long expected, KeyView key) {
        return expected != null && expected != key.version();
    }

    private static List<IdentityEvent> changed(ChangeKey command, KeyView.Status status) {
        List<IdentityEvent> events = new ArrayList<>();
        events.add(new KeyChanged(command.userId(), command.keyId(), command.settings()));
        if (command.status() == KeyView.Status.SUSPENDED && status == KeyView.Status.ACTIVE) {
            events.add(new KeySuspended(command.userId(), command.keyId()));
        }
        if (command.status() == KeyView.Status.ACTIVE && status == KeyView.Status.SUSPENDED) {
            events.add(new KeyResumed(command.userId(), command.keyId()));
        }
        return events;
    }

    static Decision ofLiving(Rows rows, UserId userId, KeyId keyId, Function<KeyView, Decision> decide) {
        KeyView key = owned(rows, userId, keyId);
        if (key == null) {
            return Decision.refused(keyId, Refusal.KEY_UNKNOWN);
        }
        return key.status() == KeyView.Status.REVOKED
                ? Decision.refused(keyId, Refusal.KEY_REVOKED)
                : decide.apply(key);
    }

    static @Nullable KeyView owned(Rows rows, UserId userId, KeyId keyId) {
        KeyRow row = rows.key(keyId);
        return row != null && row.view().userId().equals(userId) ? row.view() : null;
    }

    private static boolean exceeds(@Nullable UserRow user, KeySettings settings) {
        return user == null || !Within.plan(settings, user.view());
    }
}
