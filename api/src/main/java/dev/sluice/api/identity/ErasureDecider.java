package dev.sluice.api.identity;

import java.util.List;

import dev.sluice.contracts.identity.IdentityCommand.EraseUser;
import dev.sluice.contracts.identity.IdentityEvent.UserErased;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.SessionId;

/// Erasure of a person. It is complete or it does not happen: who made a key while asking asks again.
final class ErasureDecider {

    Decision erase(Rows rows, EraseUser command) {
        UserRow row = rows.user(command.userId());
        if (row == null) {
            return Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        }
        if (row.view().status() == UserView.Status.DELETED) {
            return Decision.done(command.userId());
        }
        List<KeyId> keys = command.keys().stream().distinct().filter(keyId -> owns(rows, command, keyId)).toList();
        List<SessionId> sessions = row.sessions().stream().filter(id -> rows.session(id) != null).toList();
        return keys.size() == row.keys()
                ? Decision.done(command.userId(), new UserErased(command.userId(), keys, sessions))
                : Decision.refused(command.userId(), Refusal.VERSION_DIFFERS);
    }

    private static boolean owns(Rows rows, EraseUser command, KeyId keyId) {
        KeyRow key = rows.key(keyId);
        return key != null && key.view().userId().equals(command.userId());
    }
}
