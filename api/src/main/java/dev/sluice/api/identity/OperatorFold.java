package dev.sluice.api.identity;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.KeyBlocked;
import dev.sluice.contracts.identity.IdentityEvent.KeyUnblocked;
import dev.sluice.contracts.identity.IdentityEvent.KeyWithdrawn;
import dev.sluice.contracts.identity.IdentityEvent.LimitsChanged;
import dev.sluice.contracts.identity.IdentityEvent.OfOperators;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.KeyView.Status;
import dev.sluice.contracts.ids.KeyId;

/// What becomes of the state by what an operator did.
final class OperatorFold {

    private final IdentityFold fold;
    private final Rows rows;
    private final Instant at;

    OperatorFold(IdentityFold fold, Rows rows, Instant at) {
        this.fold = fold;
        this.rows = rows;
        this.at = at;
    }

    void apply(OfOperators event) {
        switch (event) {
            case LimitsChanged changed -> fold.user(
                    fold.next(changed).with(new OwnLimits(changed.ownLimits(), changed.ownBudgets())),
                    Edits.limits(changed, at));
            case KeyBlocked(_, var keyId, var before, _, _) -> key(event, keyId, Status.SUSPENDED, before);
            case KeyUnblocked(_, var keyId, var after, _, _) -> key(event, keyId, after, null);
            case KeyWithdrawn(_, var keyId, _, _, _) -> key(event, keyId, Status.REVOKED, null);
        }
    }

    private void key(IdentityEvent event, KeyId keyId, KeyView.Status status, KeyView.@Nullable Status blockedFrom) {
        UserRow user = fold.next(event);
        rows.put(event.userId(), user);
        KeyRow old = fold.row(keyId);
        fold.key(keyId, old.with(Edits.status(status, at).of(old.view(), user.version())).blocked(blockedFrom));
    }
}
