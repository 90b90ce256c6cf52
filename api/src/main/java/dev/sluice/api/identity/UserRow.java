package dev.sluice.api.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.SessionId;

/// What the decider remembers of one user.
///
/// @param version
///            of everything that belongs to the user; the view has that of its own last change
/// @param tokenHash
///            of the verification token, until it is used
/// @param sessions
///            not yet forgotten ones, oldest first
/// @param keys
///            how many keys the user ever made
public record UserRow(
        UserView view,
        long version,
        String emailHash,
        @Nullable String tokenHash,
        @Nullable Instant tokenExpiresAt,
        List<SessionId> sessions,
        int keys) {

    public UserRow {
        sessions = List.copyOf(sessions);
    }

    UserRow with(UserView changed) {
        return new UserRow(changed, changed.version(), emailHash, tokenHash, tokenExpiresAt, sessions, keys);
    }

    UserRow at(long changed) {
        return new UserRow(view, changed, emailHash, tokenHash, tokenExpiresAt, sessions, keys);
    }

    UserRow withToken(@Nullable String hash, @Nullable Instant expiresAt) {
        return new UserRow(view, version, emailHash, hash, expiresAt, sessions, keys);
    }

    UserRow withSession(SessionId session) {
        List<SessionId> more = new ArrayList<>(sessions);
        more.add(session);
        return new UserRow(view, version, emailHash, tokenHash, tokenExpiresAt, more, keys);
    }

    UserRow withoutSession(SessionId session) {
        List<SessionId> rest = sessions.stream().filter(other -> !other.equals(session)).toList();
        return new UserRow(view, version, emailHash, tokenHash, tokenExpiresAt, rest, keys);
    }

    UserRow withOneMoreKey() {
        return new UserRow(view, version, emailHash, tokenHash, tokenExpiresAt, sessions, keys + 1);
    }
}
