package dev.sluice.api.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityCommand.ChangeEmail;
import dev.sluice.contracts.identity.IdentityCommand.ClaimEmail;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.EmailChanged;
import dev.sluice.contracts.identity.IdentityEvent.EmailClaimed;
import dev.sluice.contracts.identity.IdentityEvent.EmailReleased;
import dev.sluice.contracts.identity.IdentityEvent.EndReason;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;

/// Another address for a user: claim the new one, prove it, switch, release the old one. A user has one claim
/// at a time.
final class EmailDecider {

    private final SessionDecider sessions;

    EmailDecider(SessionDecider sessions) {
        this.sessions = sessions;
    }

    Decision claim(Rows rows, ClaimEmail command, Instant at) {
        UserRow row = rows.user(command.userId());
        if (row == null || row.view().status() != UserView.Status.ACTIVE) {
            return Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        }
        if (row.emailHash().equals(command.emailHash())) {
            return Decision.refused(command.userId(), Refusal.ADDRESS_TAKEN);
        }
        EmailView claim = rows.email(command.emailHash());
        boolean own = claim != null && claim.userId().equals(command.userId());
        if (claim != null && !own && Claims.isHeld(claim, at)) {
            return Claims.contested(rows, claim, at);
        }
        List<IdentityEvent> events = new ArrayList<>();
        if (claim != null && !own) {
            events.addAll(Claims.freed(rows, command.emailHash(), claim));
        }
        events.addAll(released(rows, row));
        events.add(new EmailClaimed(command.userId(), command.keep(), command.emailHash(), command.tokenId(),
                command.tokenHash(), at.plus(IdentityBounds.CLAIM_KEPT), command.sealed()));
        return Decision.done(command.userId(), events);
    }

    Decision change(Rows rows, ChangeEmail command, Instant at) {
        UserRow row = rows.user(command.userId());
        ClaimedEmail claim = row == null ? null : row.begun().claim();
        if (row == null || claim == null || row.view().status() != UserView.Status.ACTIVE
                || !claim.token().opens(command.tokenHash(), at)
                || !isHeldBy(rows.email(claim.emailHash()), command.userId(), at)) {
            return Decision.refused(command.userId(), Refusal.TOKEN_INVALID);
        }
        if (row.view().version() != command.expectedVersion() || !claim.emailHash().equals(command.emailHash())) {
            return Decision.refused(command.userId(), Refusal.VERSION_DIFFERS);
        }
        List<IdentityEvent> events = new ArrayList<>();
        events.add(new EmailReleased(command.userId(), row.emailHash()));
        events.add(new EmailChanged(command.userId(), claim.emailHash(), command.sealed(), command.formerSealed()));
        events.addAll(sessions.endAll(rows, row, claim.keep(), EndReason.EMAIL_CHANGED));
        return Decision.done(command.userId(), events);
    }

    /// The claim a user has, given up. None when somebody else took the address after its time was over.
    static List<IdentityEvent> released(Rows rows, UserRow row) {
        ClaimedEmail claim = row.begun().claim();
        EmailView held = claim == null ? null : rows.email(claim.emailHash());
        return claim != null && held != null && held.userId().equals(row.view().userId())
                ? List.of(new EmailReleased(row.view().userId(), claim.emailHash()))
                : List.of();
    }

    private static boolean isHeldBy(@Nullable EmailView claim, UserId userId, Instant at) {
        return claim != null && claim.userId().equals(userId) && Claims.isHeld(claim, at);
    }
}
