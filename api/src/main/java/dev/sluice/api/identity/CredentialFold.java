package dev.sluice.api.identity;

import java.time.Instant;
import java.util.function.UnaryOperator;

import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityEvent.AddressContested;
import dev.sluice.contracts.identity.IdentityEvent.BackupCodeUsed;
import dev.sluice.contracts.identity.IdentityEvent.BackupCodesReplaced;
import dev.sluice.contracts.identity.IdentityEvent.EmailChanged;
import dev.sluice.contracts.identity.IdentityEvent.EmailClaimed;
import dev.sluice.contracts.identity.IdentityEvent.EmailReleased;
import dev.sluice.contracts.identity.IdentityEvent.NewDeviceSeen;
import dev.sluice.contracts.identity.IdentityEvent.OfCredentials;
import dev.sluice.contracts.identity.IdentityEvent.PasswordChanged;
import dev.sluice.contracts.identity.IdentityEvent.ResetRequested;
import dev.sluice.contracts.identity.IdentityEvent.SecondFactorDisabled;
import dev.sluice.contracts.identity.IdentityEvent.SecondFactorEnabled;
import dev.sluice.contracts.identity.IdentityEvent.SecondFactorUsed;
import dev.sluice.contracts.identity.IdentityEvent.SignInFailed;
import dev.sluice.contracts.identity.SignIn;

import static java.util.Objects.requireNonNull;

/// The part of the fold that is about what lets a person in.
final class CredentialFold {

    private final IdentityFold fold;
    private final Rows rows;
    private final Instant at;

    CredentialFold(IdentityFold fold, Rows rows, Instant at) {
        this.fold = fold;
        this.rows = rows;
        this.at = at;
    }

    void apply(OfCredentials event) {
        switch (event) {
            case AddressContested(var userId, _) -> {
                UserRow row = fold.next(event);
                rows.put(userId, row.with(row.begun().contested(at)));
            }
            case ResetRequested requested -> requested(requested);
            case PasswordChanged changed -> passwordChanged(changed);
            case EmailClaimed claimed -> claimed(claimed);
            case EmailReleased released -> released(released);
            case EmailChanged changed -> emailChanged(changed);
            case SecondFactorEnabled enabled -> fold.user(
                    fold.next(enabled).withFactor(new SecondFactor(enabled.step(), enabled.codeHashes())),
                    Edits.sealed(enabled.sealed(), at));
            case SecondFactorDisabled disabled -> fold.user(fold.next(disabled).withFactor(null),
                    Edits.sealed(disabled.sealed(), at));
            case BackupCodesReplaced(_, var hashes) -> factor(event,
                    factor -> new SecondFactor(factor.step(), hashes));
            case SecondFactorUsed(_, var step) -> factor(event, factor -> factor.used(step));
            case BackupCodeUsed(_, var hash, _) -> factor(event, factor -> factor.without(hash));
            case NewDeviceSeen(var userId, _) -> rows.put(userId, fold.next(event));
            case SignInFailed failed -> failed(failed);
        }
    }

    private void failed(SignInFailed event) {
        UserRow row = fold.next(event);
        rows.put(event.userId(), row);
        fold.signIn(row, new SignIn(at, event.outcome(), null, event.sealed()));
    }

    private void requested(ResetRequested event) {
        UserRow row = fold.next(event);
        rows.put(event.userId(),
                row.with(row.begun().withReset(new MailedToken(event.tokenHash(), event.expiresAt()))));
    }

    /// A reset that was asked for before is void: its letter may lie in a mailbox that is somebody else's.
    private void passwordChanged(PasswordChanged event) {
        UserRow row = fold.next(event);
        fold.user(row.with(row.begun().withoutReset()), Edits.sealed(event.sealed(), at));
    }

    private void claimed(EmailClaimed event) {
        UserRow row = fold.next(event);
        MailedToken token = new MailedToken(event.tokenHash(), event.expiresAt());
        rows.put(event.userId(),
                row.with(row.begun().withClaim(new ClaimedEmail(event.emailHash(), event.keep(), token))));
        fold.email(event.emailHash(), new EmailView(event.userId(), false, at, row.version(), event.sealed()));
    }

    private void released(EmailReleased event) {
        UserRow row = fold.next(event);
        rows.put(event.userId(), row.with(row.begun().without(event.emailHash())));
        fold.noEmail(event.emailHash());
    }

    private void emailChanged(EmailChanged event) {
        UserRow row = fold.next(event).withEmail(event.emailHash());
        fold.user(row.with(row.begun().without(event.emailHash()).withoutReset()), Edits.sealed(event.sealed(), at));
        fold.email(event.emailHash(), new EmailView(event.userId(), true, at, row.version()));
    }

    private void factor(OfCredentials event, UnaryOperator<SecondFactor> change) {
        UserRow row = fold.next(event);
        SecondFactor factor = requireNonNull(row.secondFactor(), "the second factor of an event");
        rows.put(event.userId(), row.withFactor(change.apply(factor)));
    }
}
