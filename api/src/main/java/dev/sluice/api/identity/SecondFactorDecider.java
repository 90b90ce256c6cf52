package dev.sluice.api.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.IdentityCommand.BeginSessionByBackupCode;
import dev.sluice.contracts.identity.IdentityCommand.BeginSessionByCode;
import dev.sluice.contracts.identity.IdentityCommand.DisableSecondFactor;
import dev.sluice.contracts.identity.IdentityCommand.EnableSecondFactor;
import dev.sluice.contracts.identity.IdentityCommand.ReplaceBackupCodes;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.BackupCodeUsed;
import dev.sluice.contracts.identity.IdentityEvent.BackupCodesReplaced;
import dev.sluice.contracts.identity.IdentityEvent.SecondFactorDisabled;
import dev.sluice.contracts.identity.IdentityEvent.SecondFactorEnabled;
import dev.sluice.contracts.identity.IdentityEvent.SecondFactorUsed;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.NewSession;
import dev.sluice.contracts.identity.UserView;

/// The second factor: on, off, and what lets somebody in with it. That a code works once is decided here, where
/// all of identity has one order.
final class SecondFactorDecider {

    private final SessionDecider sessions;

    SecondFactorDecider(SessionDecider sessions) {
        this.sessions = sessions;
    }

    Decision enable(Rows rows, EnableSecondFactor command) {
        UserRow row = rows.user(command.userId());
        if (row == null || row.view().status() != UserView.Status.ACTIVE) {
            return Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        }
        if (row.secondFactor() != null) {
            return Decision.refused(command.userId(), Refusal.SECOND_FACTOR_ON);
        }
        return row.view().version() != command.expectedVersion()
                ? Decision.refused(command.userId(), Refusal.VERSION_DIFFERS)
                : Decision.done(command.userId(), new SecondFactorEnabled(command.userId(), command.step(),
                        command.codeHashes(), command.sealed()));
    }

    Decision disable(Rows rows, DisableSecondFactor command) {
        UserRow row = rows.user(command.userId());
        if (row == null || row.secondFactor() == null) {
            return Decision.refused(command.userId(), Refusal.SECOND_FACTOR_OFF);
        }
        return row.view().version() != command.expectedVersion()
                ? Decision.refused(command.userId(), Refusal.VERSION_DIFFERS)
                : Decision.done(command.userId(), new SecondFactorDisabled(command.userId(), command.sealed()));
    }

    Decision replaceCodes(Rows rows, ReplaceBackupCodes command) {
        UserRow row = rows.user(command.userId());
        return row == null || row.secondFactor() == null
                ? Decision.refused(command.userId(), Refusal.SECOND_FACTOR_OFF)
                : Decision.done(command.userId(),
                        new BackupCodesReplaced(command.userId(), command.codeHashes()));
    }

    Decision begin(Rows rows, BeginSessionByCode command, Instant at) {
        UserRow row = rows.user(command.userId());
        SecondFactor factor = factor(row);
        return row == null || factor == null || command.step() <= factor.step()
                ? Decision.refused(command.userId(), Refusal.CODE_INVALID)
                : begun(rows, row, command.session(), new SecondFactorUsed(command.userId(), command.step()), at);
    }

    Decision begin(Rows rows, BeginSessionByBackupCode command, Instant at) {
        UserRow row = rows.user(command.userId());
        SecondFactor factor = factor(row);
        return row == null || factor == null || !factor.has(command.codeHash())
                ? Decision.refused(command.userId(), Refusal.CODE_INVALID)
                : begun(rows, row, command.session(), new BackupCodeUsed(command.userId(), command.codeHash(),
                        factor.codeHashes().size() - 1), at);
    }

    private static @Nullable SecondFactor factor(@Nullable UserRow row) {
        return row == null ? null : row.secondFactor();
    }

    private Decision begun(Rows rows, UserRow row, NewSession session, IdentityEvent used, Instant at) {
        if (row.view().status() != UserView.Status.ACTIVE) {
            return Decision.refused(row.view().userId(), Refusal.USER_SUSPENDED);
        }
        List<IdentityEvent> events = new ArrayList<>();
        events.add(used);
        events.addAll(sessions.begin(rows, row, session, at));
        return Decision.done(session.sessionId(), events);
    }
}
