package dev.sluice.api.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
/// @param underway
///            null in a row that was written before there was such a thing
/// @param secondFactor
///            null = none is asked for
/// @param own
///            limits that hold in the place of the plan's; null = none do
public record UserRow(
        UserView view,
        long version,
        String emailHash,
        @Nullable String tokenHash,
        @Nullable Instant tokenExpiresAt,
        List<SessionId> sessions,
        int keys,
        @Nullable Underway underway,
        @Nullable SecondFactor secondFactor,
        @Nullable OwnLimits own) {

    public UserRow {
        sessions = List.copyOf(sessions);
    }

    /// Somebody new.
    static UserRow of(UserView view, String emailHash) {
        return new UserRow(view, view.version(), emailHash, null, null, List.of(), 0, null, null, null);
    }

    Underway begun() {
        return underway == null ? Underway.NOTHING : underway;
    }

    OwnLimits ownLimits() {
        return own == null ? OwnLimits.NONE : own;
    }

    UserRow with(UserView changed) {
        return new UserRow(changed, changed.version(), emailHash, tokenHash, tokenExpiresAt, sessions, keys, underway,
                secondFactor, own);
    }

    UserRow with(Underway changed) {
        return new UserRow(view, version, emailHash, tokenHash, tokenExpiresAt, sessions, keys, changed, secondFactor,
                own);
    }

    UserRow withFactor(@Nullable SecondFactor changed) {
        return new UserRow(view, version, emailHash, tokenHash, tokenExpiresAt, sessions, keys, underway, changed,
                own);
    }

    UserRow with(OwnLimits changed) {
        return new UserRow(view, version, emailHash, tokenHash, tokenExpiresAt, sessions, keys, underway, secondFactor,
                changed);
    }

    UserRow withEmail(String changed) {
        return new UserRow(view, version, changed, tokenHash, tokenExpiresAt, sessions, keys, underway, secondFactor,
                own);
    }

    UserRow at(long changed) {
        return new UserRow(view, changed, emailHash, tokenHash, tokenExpiresAt, sessions, keys, underway, secondFactor,
                own);
    }

    UserRow withToken(@Nullable String hash, @Nullable Instant expiresAt) {
        return new UserRow(view, version, emailHash, hash, expiresAt, sessions, keys, underway, secondFactor,
                own);
    }

    UserRow withSession(SessionId session) {
        List<SessionId> more = new ArrayList<>(sessions);
        more.add(session);
        return with(more);
    }

    UserRow withoutSession(SessionId session) {
        return with(sessions.stream().filter(other -> !other.equals(session)).toList());
    }

    UserRow withOneMoreKey() {
        return new UserRow(view, version, emailHash, tokenHash, tokenExpiresAt, sessions, keys + 1, underway,
                secondFactor, own);
    }

    private UserRow with(List<SessionId> changed) {
        return new UserRow(view, version, emailHash, tokenHash, tokenExpiresAt, changed, keys, underway, secondFactor,
                own);
    }

    /// Holds no address and waits for no proof any more.
    UserRow erased() {
        return new UserRow(view, version, "", null, null, List.of(), keys, null, null, null);
    }

    /// Hashes of the address the user has and of the one the user wants to have.
    Stream<String> addresses() {
        ClaimedEmail claim = begun().claim();
        return claim == null ? Stream.of(emailHash) : Stream.of(emailHash, claim.emailHash());
    }
}
