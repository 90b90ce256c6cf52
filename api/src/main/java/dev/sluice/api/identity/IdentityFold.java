package dev.sluice.api.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.EmailVerified;
import dev.sluice.contracts.identity.IdentityEvent.KeyChanged;
import dev.sluice.contracts.identity.IdentityEvent.KeyCreated;
import dev.sluice.contracts.identity.IdentityEvent.KeyRegenerated;
import dev.sluice.contracts.identity.IdentityEvent.KeyResumed;
import dev.sluice.contracts.identity.IdentityEvent.KeyRevoked;
import dev.sluice.contracts.identity.IdentityEvent.KeySecretForgotten;
import dev.sluice.contracts.identity.IdentityEvent.KeySuspended;
import dev.sluice.contracts.identity.IdentityEvent.OfCredentials;
import dev.sluice.contracts.identity.IdentityEvent.OfOperators;
import dev.sluice.contracts.identity.IdentityEvent.PlanChanged;
import dev.sluice.contracts.identity.IdentityEvent.ProfileChanged;
import dev.sluice.contracts.identity.IdentityEvent.RefreshRotated;
import dev.sluice.contracts.identity.IdentityEvent.RegistrationExpired;
import dev.sluice.contracts.identity.IdentityEvent.SessionBegan;
import dev.sluice.contracts.identity.IdentityEvent.SessionEnded;
import dev.sluice.contracts.identity.IdentityEvent.SessionForgotten;
import dev.sluice.contracts.identity.IdentityEvent.UserErased;
import dev.sluice.contracts.identity.IdentityEvent.UserRegistered;
import dev.sluice.contracts.identity.IdentityEvent.UserResumed;
import dev.sluice.contracts.identity.IdentityEvent.UserSuspended;
import dev.sluice.contracts.identity.IdentityEvent.VerificationRequested;
import dev.sluice.contracts.identity.KeySettings;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.identity.SignIn;
import dev.sluice.contracts.identity.SignInsView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

import static java.util.Objects.requireNonNull;

/// The state after an event, and the rows of the views that it changed. Facts are not judged here: whatever
/// the log says has happened.
public final class IdentityFold {

    private final Rows rows;
    private final Instant at;
    private final List<Change> changes = new ArrayList<>();

    private IdentityFold(Rows rows, Instant at) {
        this.rows = rows;
        this.at = at;
    }

    /// Applies events in their order; of several changes of one row the last stands.
    public static List<Change> apply(Rows rows, List<IdentityEvent> events, Instant at) {
        IdentityFold fold = new IdentityFold(rows, at);
        events.forEach(fold::apply);
        return fold.latest();
    }

    private void apply(IdentityEvent event) {
        switch (event) {
            case UserRegistered registered -> registered(registered);
            case RegistrationExpired(var userId, _) -> {
                rows.put(userId, null);
                changes.add(new Change.UserGone(userId));
                forgetSignIns(userId);
            }
            case VerificationRequested requested -> rows.put(requested.userId(),
                    next(requested).withToken(requested.tokenHash(), requested.expiresAt()));
            case EmailVerified verified -> verified(verified);
            case OfCredentials credentials -> new CredentialFold(this, rows, at).apply(credentials);
            case OfOperators changed -> new OperatorFold(this, rows, at).apply(changed);
            case ProfileChanged changed -> user(next(changed), Edits.profile(changed, at));
            case PlanChanged changed -> user(next(changed), Edits.plan(changed, at));
            case UserSuspended _ -> user(next(event), Edits.userStatus(UserView.Status.SUSPENDED, at));
            case UserResumed _ -> user(next(event), Edits.userStatus(UserView.Status.ACTIVE, at));
            case KeyCreated created -> created(created);
            case KeyChanged changed -> key(changed, changed.keyId(), Edits.settings(changed.settings(), at));
            case KeySuspended(_, var keyId) -> key(event, keyId, Edits.status(KeyView.Status.SUSPENDED, at));
            case KeyResumed(_, var keyId) -> key(event, keyId, Edits.status(KeyView.Status.ACTIVE, at));
            case KeyRegenerated regenerated -> regenerated(regenerated);
            case KeySecretForgotten forgotten -> forgotten(forgotten);
            case UserErased erased -> erased(erased);
            case KeyRevoked(_, var keyId) -> key(event, keyId, Edits.status(KeyView.Status.REVOKED, at));
            case SessionBegan began -> began(began);
            case RefreshRotated rotated -> rotated(rotated);
            case SessionEnded ended -> ended(ended);
            case SessionForgotten forgotten -> forgotten(forgotten);
        }
    }

    private void registered(UserRegistered event) {
        UserView view = new UserView(event.userId(), UserView.Status.UNVERIFIED, false, event.plan(), event.mode(),
                event.limits(), event.budgets(), event.creditLimitNanoUsd(), event.timeZone(), at, at, 1,
                event.sealed());
        rows.put(event.userId(), UserRow.of(view, event.emailHash()));
        changes.add(new Change.UserIs(view));
        email(event.emailHash(), new EmailView(event.userId(), false, at, 1));
    }

    private void verified(EmailVerified event) {
        UserRow row = next(event).withToken(null, null);
        user(row, Edits.verified(at));
        EmailView claim = requireNonNull(rows.email(event.emailHash()), "the claim that was verified");
        email(event.emailHash(), new EmailView(event.userId(), true, claim.claimedAt(), row.version()));
    }

    private void created(KeyCreated event) {
        UserRow row = next(event).withOneMoreKey();
        KeySettings settings = event.settings();
        rows.put(event.userId(), row);
        key(event.keyId(), new KeyRow(event.hash(), new KeyView(event.keyId(), event.userId(), KeyView.Status.ACTIVE,
                settings.permissions(), settings.models(), settings.limits(), settings.budgets(), settings.addresses(),
                settings.expiresAt(), event.last4(), at, at, row.version(), settings.sealed()), List.of(), null));
    }

    private void regenerated(KeyRegenerated event) {
        UserRow user = next(event);
        rows.put(event.userId(), user);
        KeyRow old = row(event.keyId());
        KeyView view = Edits.secret(event.last4(), at).of(old.view(), user.version());
        key(event.keyId(), old.regenerated(event.hash(), view, event.replacedUntil()));
    }

    private void forgotten(KeySecretForgotten event) {
        rows.put(event.userId(), next(event));
        rows.put(event.keyId(), row(event.keyId()).without(event.hash()));
        changes.add(new Change.KeyGone(event.hash()));
    }

    private void forgotten(SessionForgotten event) {
        rows.put(event.userId(), next(event).withoutSession(event.sessionId()));
        rows.put(event.sessionId(), null);
        changes.add(new Change.SessionGone(event.sessionId()));
    }

    /// What is left are opaque ids: sessions stay visible as ended for those who hold tokens of them.
    private void erased(UserErased event) {
        UserRow user = next(event);
        user.addresses().filter(hash -> holds(event.userId(), hash)).forEach(hash -> {
            rows.put(hash, null);
            changes.add(new Change.EmailGone(hash));
        });
        user(user.erased(), Edits.erased(at));
        forgetSignIns(event.userId());
        for (KeyId keyId : event.keys()) {
            KeyRow key = row(keyId);
            key.old().forEach(secret -> changes.add(new Change.KeyGone(secret.hash())));
            key(keyId, new KeyRow(key.hash(), Edits.erasedKey(at).of(key.view(), user.version()), List.of(), null));
        }
        for (SessionId sessionId : event.sessions()) {
            SessionRow old = requireNonNull(rows.session(sessionId), "a session of who was erased");
            session(new SessionRow(Edits.erasedSession(old.view(), at.plus(IdentityBounds.SESSION_REMEMBERED),
                    user.version()), old.generation(), old.refreshHash(), old.rotatedAt(), old.lifetime()));
        }
    }

    private boolean holds(UserId userId, String emailHash) {
        EmailView claim = rows.email(emailHash);
        return claim != null && claim.userId().equals(userId);
    }

    private void began(SessionBegan event) {
        UserRow row = next(event).withSession(event.sessionId());
        rows.put(event.userId(), row);
        session(new SessionRow(new SessionView(event.sessionId(), event.userId(), SessionView.Status.ACTIVE, at,
                event.expiresAt(), row.version(), event.sealed()), 0, event.refreshHash(), at, event.lifetime()));
        signIn(row, new SignIn(at, SignIn.Outcome.SIGNED_IN, event.device(), event.sealed()));
    }

    void signIn(UserRow row, SignIn signIn) {
        UserId userId = row.view().userId();
        SignInsView view = SignInLog.with(rows.signIns(userId), userId, signIn, row.version());
        rows.putSignIns(userId, view);
        changes.add(new Change.SignInsAre(view));
    }

    private void forgetSignIns(UserId userId) {
        if (rows.signIns(userId) != null) {
            rows.putSignIns(userId, null);
            changes.add(new Change.SignInsGone(userId));
        }
    }

    private void rotated(RefreshRotated event) {
        SessionRow old = requireNonNull(rows.session(event.sessionId()), "the session that was rotated");
        UserRow row = next(event);
        rows.put(event.userId(), row);
        session(new SessionRow(Edits.session(old.view(), old.view().status(), event.expiresAt(), row.version()),
                event.generation(), event.refreshHash(), at, old.lifetime()));
    }

    /// An ended session stays visible until the last access token it ever gave out is dead.
    private void ended(SessionEnded event) {
        SessionRow old = requireNonNull(rows.session(event.sessionId()), "the session that ended");
        UserRow row = next(event);
        rows.put(event.userId(), row);
        session(new SessionRow(Edits.session(old.view(), SessionView.Status.ENDED,
                at.plus(IdentityBounds.SESSION_REMEMBERED), row.version()), old.generation(), old.refreshHash(),
                old.rotatedAt(), old.lifetime()));
    }

    UserRow next(IdentityEvent event) {
        UserRow row = requireNonNull(rows.user(event.userId()), "the user of an event");
        return row.at(row.version() + 1);
    }

    void user(UserRow row, Edits.OfUser edit) {
        UserView view = edit.of(row.view(), row.version());
        rows.put(view.userId(), row.with(view));
        changes.add(new Change.UserIs(view));
    }

    private void key(IdentityEvent event, KeyId keyId, Edits.OfKey edit) {
        UserRow user = next(event);
        rows.put(event.userId(), user);
        KeyRow old = row(keyId);
        key(keyId, old.with(edit.of(old.view(), user.version())));
    }

    void key(KeyId keyId, KeyRow row) {
        rows.put(keyId, row);
        changes.addAll(row.rows(at));
    }

    KeyRow row(KeyId keyId) {
        return requireNonNull(rows.key(keyId), "the key of an event");
    }

    private void session(SessionRow row) {
        rows.put(row.view().sessionId(), row);
        changes.add(new Change.SessionIs(row.view()));
    }

    void email(String emailHash, EmailView view) {
        rows.put(emailHash, view);
        changes.add(new Change.EmailIs(emailHash, view));
    }

    void noEmail(String emailHash) {
        rows.put(emailHash, null);
        changes.add(new Change.EmailGone(emailHash));
    }

    private List<Change> latest() {
        Map<String, Change> byRow = new LinkedHashMap<>();
        changes.forEach(change -> byRow.put(change.touched().view() + change.touched().key(), change));
        return List.copyOf(byRow.values());
    }
}
