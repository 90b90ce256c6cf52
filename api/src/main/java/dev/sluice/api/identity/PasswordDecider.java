package dev.sluice.api.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityCommand.ChangePassword;
import dev.sluice.contracts.identity.IdentityCommand.RequestReset;
import dev.sluice.contracts.identity.IdentityCommand.ResetPassword;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.EmailVerified;
import dev.sluice.contracts.identity.IdentityEvent.EndReason;
import dev.sluice.contracts.identity.IdentityEvent.PasswordChange;
import dev.sluice.contracts.identity.IdentityEvent.PasswordChanged;
import dev.sluice.contracts.identity.IdentityEvent.ResetRequested;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.UserView;

/// New passwords: by the old one, or by a letter for who forgot it. Either drops what somebody else may have
/// begun with the old one: sessions, a claim of another address.
final class PasswordDecider {

    private final SessionDecider sessions;

    PasswordDecider(SessionDecider sessions) {
        this.sessions = sessions;
    }

    Decision request(Rows rows, RequestReset command, Instant at) {
        UserRow row = rows.user(command.userId());
        return row == null || !mayReset(rows, row, at)
                ? Decision.refused(command.userId(), Refusal.USER_UNKNOWN)
                : Decision.done(command.userId(), new ResetRequested(command.userId(), command.tokenId(),
                        command.tokenHash(), at.plus(IdentityBounds.RESET_KEPT)));
    }

    /// The letter proves the address too: who registered and forgot the password at once is verified by it.
    Decision reset(Rows rows, ResetPassword command, Instant at) {
        UserRow row = rows.user(command.userId());
        if (row == null || !mayReset(rows, row, at) || !opens(row.begun().reset(), command.tokenHash(), at)) {
            return Decision.refused(command.userId(), Refusal.TOKEN_INVALID);
        }
        if (row.view().version() != command.expectedVersion()) {
            return Decision.refused(command.userId(), Refusal.VERSION_DIFFERS);
        }
        List<IdentityEvent> events = new ArrayList<>();
        if (row.view().status() == UserView.Status.UNVERIFIED) {
            events.add(new EmailVerified(command.userId(), row.emailHash()));
        }
        events.add(new PasswordChanged(command.userId(), PasswordChange.RESET, command.sealed()));
        events.addAll(EmailDecider.released(rows, row));
        events.addAll(sessions.endAll(rows, row, null, EndReason.PASSWORD_CHANGED));
        return Decision.done(command.userId(), events);
    }

    Decision change(Rows rows, ChangePassword command) {
        UserRow row = rows.user(command.userId());
        if (row == null || row.view().status() != UserView.Status.ACTIVE) {
            return Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        }
        if (row.view().version() != command.expectedVersion()) {
            return Decision.refused(command.userId(), Refusal.VERSION_DIFFERS);
        }
        List<IdentityEvent> events = new ArrayList<>();
        events.add(new PasswordChanged(command.userId(), PasswordChange.CHANGED, command.sealed()));
        events.addAll(EmailDecider.released(rows, row));
        events.addAll(sessions.endAll(rows, row, command.keep(), EndReason.PASSWORD_CHANGED));
        return Decision.done(command.userId(), events);
    }

    private static boolean opens(@Nullable MailedToken token, String presentedHash, Instant at) {
        return token != null && token.opens(presentedHash, at);
    }

    private static boolean mayReset(Rows rows, UserRow row, Instant at) {
        return switch (row.view().status()) {
            case ACTIVE -> true;
            case UNVERIFIED -> {
                EmailView claim = rows.email(row.emailHash());
                yield claim != null && claim.userId().equals(row.view().userId()) && Claims.isHeld(claim, at);
            }
            case SUSPENDED, DELETED -> false;
        };
    }
}
