package dev.sluice.api.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.IdentityCommand.BeginSession;
import dev.sluice.contracts.identity.IdentityCommand.EndOtherSessions;
import dev.sluice.contracts.identity.IdentityCommand.EndSession;
import dev.sluice.contracts.identity.IdentityCommand.RecordFailure;
import dev.sluice.contracts.identity.IdentityCommand.RotateRefresh;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.EndReason;
import dev.sluice.contracts.identity.IdentityEvent.NewDeviceSeen;
import dev.sluice.contracts.identity.IdentityEvent.RefreshRotated;
import dev.sluice.contracts.identity.IdentityEvent.SessionBegan;
import dev.sluice.contracts.identity.IdentityEvent.SessionEnded;
import dev.sluice.contracts.identity.IdentityEvent.SessionForgotten;
import dev.sluice.contracts.identity.IdentityEvent.SignInFailed;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.NewSession;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

import static dev.sluice.contracts.identity.SessionView.Status.ACTIVE;

/// Begin, rotation with reuse detection, end of sessions.
final class SessionDecider {

    Decision begin(Rows rows, BeginSession command, Instant at) {
        UserRow row = rows.user(command.userId());
        if (row == null) {
            return Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        }
        return switch (row.view().status()) {
            case ACTIVE -> row.secondFactor() != null
                    ? Decision.refused(command.userId(), Refusal.SECOND_FACTOR_REQUIRED)
                    : Decision.done(command.session().sessionId(), begin(rows, row, command.session(), at));
            case UNVERIFIED -> Decision.refused(command.userId(), Refusal.USER_UNVERIFIED);
            case SUSPENDED -> Decision.refused(command.userId(), Refusal.USER_SUSPENDED);
            case DELETED -> Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        };
    }

    /// Makes room first: sessions that are long over are forgotten, one too many ends the oldest.
    List<IdentityEvent> begin(Rows rows, UserRow row, NewSession session, Instant at) {
        UserId userId = row.view().userId();
        List<IdentityEvent> events = new ArrayList<>();
        List<SessionRow> kept = new ArrayList<>();
        for (SessionId id : row.sessions()) {
            SessionRow old = rows.session(id);
            if (old == null || isLongOver(old, at)) {
                events.add(new SessionForgotten(userId, id));
            } else {
                kept.add(old);
            }
        }
        int tooMany = kept.size() + 1 - IdentityBounds.SESSIONS_MAX;
        for (SessionRow old : kept.subList(0, Math.max(0, tooMany))) {
            if (old.view().status() == ACTIVE) {
                events.add(new SessionEnded(userId, old.view().sessionId(), EndReason.DISPLACED));
            }
            events.add(new SessionForgotten(userId, old.view().sessionId()));
        }
        if (SignInLog.isNews(rows.signIns(userId), session.device())) {
            events.add(new NewDeviceSeen(userId, session.sealed()));
        }
        events.add(new SessionBegan(userId, session.sessionId(), session.refreshHash(), session.lifetime(),
                at.plus(session.lifetime()), session.device(), session.sealed()));
        return events;
    }

    /// A token whose generation has passed was used twice: within the grace it gets the same successor, later it
    /// ends the session. A token that was never issued changes nothing.
    Decision rotate(Rows rows, RotateRefresh command, Instant at) {
        SessionRow row = rows.session(command.sessionId());
        if (row == null || !row.view().userId().equals(command.userId()) || row.isOver(at)) {
            return Decision.refused(command.sessionId(), Refusal.SESSION_UNKNOWN);
        }
        if (command.generation() == row.generation()) {
            return row.refreshHash().equals(command.presentedHash())
                    ? Decision.done(command.sessionId(), rotated(row, command, at))
                    : Decision.refused(command.sessionId(), Refusal.REFRESH_INVALID);
        }
        if (command.generation() > row.generation()) {
            return Decision.refused(command.sessionId(), Refusal.REFRESH_INVALID);
        }
        boolean justRotated = command.generation() == row.generation() - 1
                && row.refreshHash().equals(command.successorHash())
                && !at.isAfter(row.rotatedAt().plus(IdentityBounds.REFRESH_GRACE));
        return justRotated ? Decision.done(command.sessionId()) : reused(command);
    }

    Decision end(Rows rows, EndSession command) {
        SessionRow row = rows.session(command.sessionId());
        if (row == null || !row.view().userId().equals(command.userId())) {
            return Decision.refused(command.sessionId(), Refusal.SESSION_UNKNOWN);
        }
        return row.view().status() == ACTIVE
                ? Decision.done(command.sessionId(),
                        new SessionEnded(command.userId(), command.sessionId(), EndReason.SIGNED_OUT))
                : Decision.done(command.sessionId());
    }

    /// A failure of somebody who does not exist has no effect, and looks the same from outside.
    Decision fail(Rows rows, RecordFailure command) {
        UserRow row = rows.user(command.userId());
        return row == null || row.view().status() == UserView.Status.DELETED
                ? Decision.refused(command.userId(), Refusal.USER_UNKNOWN)
                : Decision.done(command.userId(),
                        new SignInFailed(command.userId(), command.outcome(), command.sealed()));
    }

    Decision endOthers(Rows rows, EndOtherSessions command) {
        UserRow row = rows.user(command.userId());
        return row == null
                ? Decision.refused(command.userId(), Refusal.USER_UNKNOWN)
                : Decision.done(command.userId(), endAll(rows, row, command.keep(), EndReason.ENDED_ELSEWHERE));
    }

    /// Ends what lives of the sessions of a user, but for one.
    List<IdentityEvent> endAll(Rows rows, UserRow row, @Nullable SessionId keep, EndReason reason) {
        List<IdentityEvent> events = new ArrayList<>();
        for (SessionId id : row.sessions()) {
            SessionRow session = rows.session(id);
            if (session != null && session.view().status() == ACTIVE && !id.equals(keep)) {
                events.add(new SessionEnded(row.view().userId(), id, reason));
            }
        }
        return events;
    }

    private static RefreshRotated rotated(SessionRow row, RotateRefresh command, Instant at) {
        return new RefreshRotated(command.userId(), command.sessionId(), row.generation() + 1,
                command.successorHash(), at.plus(row.lifetime()));
    }

    private static Decision reused(RotateRefresh command) {
        return new Decision(
                List.of(new SessionEnded(command.userId(), command.sessionId(), EndReason.REFRESH_REUSED)),
                command.sessionId().value(), Refusal.REFRESH_REUSED);
    }

    private static boolean isLongOver(SessionRow row, Instant at) {
        return switch (row.view().status()) {
            case ACTIVE -> !at.isBefore(row.view().expiresAt().plus(IdentityBounds.SESSION_REMEMBERED));
            case ENDED -> !at.isBefore(row.view().expiresAt());
        };
    }
}
