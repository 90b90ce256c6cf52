package dev.sluice.api.identity;

import dev.sluice.contracts.identity.IdentityCommand.BlockKey;
import dev.sluice.contracts.identity.IdentityCommand.UnblockKey;
import dev.sluice.contracts.identity.IdentityCommand.WithdrawKey;
import dev.sluice.contracts.identity.IdentityEvent.KeyBlocked;
import dev.sluice.contracts.identity.IdentityEvent.KeyUnblocked;
import dev.sluice.contracts.identity.IdentityEvent.KeyWithdrawn;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.KeyView;

import static java.util.Objects.requireNonNull;

/// What operators decide about the keys of others. Doing it twice is no error. Blocking goes over the head of the owner:
/// who neither ends it nor loses by it what was chosen before.
final class OperatedKeyDecider {

    Decision block(Rows rows, BlockKey command) {
        return KeyDecider.ofLiving(rows, command.userId(), command.keyId(), key -> row(rows, key).blockedFrom() != null
                ? Decision.done(command.keyId())
                : Decision.done(command.keyId(), new KeyBlocked(command.userId(), command.keyId(), key.status(),
                        command.by(), command.reason())));
    }

    Decision unblock(Rows rows, UnblockKey command) {
        return KeyDecider.ofLiving(rows, command.userId(), command.keyId(), key -> {
            KeyView.Status from = row(rows, key).blockedFrom();
            return from == null
                    ? Decision.done(command.keyId())
                    : Decision.done(command.keyId(), new KeyUnblocked(command.userId(), command.keyId(), from,
                            command.by(), command.reason()));
        });
    }

    Decision withdraw(Rows rows, WithdrawKey command) {
        KeyView key = KeyDecider.owned(rows, command.userId(), command.keyId());
        if (key == null) {
            return Decision.refused(command.keyId(), Refusal.KEY_UNKNOWN);
        }
        return key.status() == KeyView.Status.REVOKED
                ? Decision.done(command.keyId())
                : Decision.done(command.keyId(), new KeyWithdrawn(command.userId(), command.keyId(), key.status(),
                        command.by(), command.reason()));
    }

    private static KeyRow row(Rows rows, KeyView key) {
        return requireNonNull(rows.key(key.keyId()), "a living key");
    }
}
