package dev.sluice.api.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityCommand.RegisterUser;
import dev.sluice.contracts.identity.IdentityCommand.RenewVerification;
import dev.sluice.contracts.identity.IdentityCommand.VerifyEmail;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.EmailVerified;
import dev.sluice.contracts.identity.IdentityEvent.UserRegistered;
import dev.sluice.contracts.identity.IdentityEvent.VerificationRequested;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.plans.Plan;
import dev.sluice.contracts.plans.Plans;

/// Registration and the proof of an address. An address has one holder at any moment: a verified one for
/// ever, an unverified one for 24 hours.
final class RegistrationDecider {

    private final SessionDecider sessions;
    private final Plans plans;

    RegistrationDecider(SessionDecider sessions, Plans plans) {
        this.sessions = sessions;
        this.plans = plans;
    }

    Decision register(Rows rows, RegisterUser command, Instant at) {
        EmailView claim = rows.email(command.emailHash());
        if (claim != null && Claims.isHeld(claim, at)) {
            return Claims.contested(rows, claim, at);
        }
        List<IdentityEvent> events = new ArrayList<>();
        if (claim != null) {
            events.addAll(Claims.freed(rows, command.emailHash(), claim));
        }
        Plan plan = plans.first();
        events.add(new UserRegistered(command.userId(), command.emailHash(), plan.id(), plan.mode(), plan.limits(),
                plan.budgets(), plan.creditLimitNanoUsd(), command.timeZone(), command.sealed()));
        events.add(new VerificationRequested(command.userId(), command.tokenId(), command.tokenHash(),
                at.plus(IdentityBounds.CLAIM_KEPT)));
        return Decision.done(command.userId(), events);
    }

    Decision renew(Rows rows, RenewVerification command, Instant at) {
        UserRow row = rows.user(command.userId());
        Refusal refusal = refusal(rows, row, at);
        if (row == null || refusal != null) {
            return Decision.refused(command.userId(), refusal == null ? Refusal.USER_UNKNOWN : refusal);
        }
        return Decision.done(command.userId(),
                new VerificationRequested(command.userId(), command.tokenId(), command.tokenHash(),
                        at.plus(IdentityBounds.CLAIM_KEPT)));
    }

    Decision verify(Rows rows, VerifyEmail command, Instant at) {
        UserRow row = rows.user(command.userId());
        Refusal refusal = refusal(rows, row, at);
        if (row == null || refusal != null || !matches(row, command.tokenHash(), at)) {
            return Decision.refused(command.userId(), Refusal.TOKEN_INVALID);
        }
        List<IdentityEvent> events = new ArrayList<>();
        events.add(new EmailVerified(command.userId(), row.emailHash()));
        events.addAll(sessions.begin(rows, row, command.session(), at));
        return Decision.done(command.session().sessionId(), events);
    }

    private static @Nullable Refusal refusal(Rows rows, @Nullable UserRow row, Instant at) {
        if (row == null) {
            return Refusal.USER_UNKNOWN;
        }
        if (row.view().status() != UserView.Status.UNVERIFIED) {
            return Refusal.USER_VERIFIED;
        }
        EmailView claim = rows.email(row.emailHash());
        boolean held = claim != null && claim.userId().equals(row.view().userId()) && Claims.isHeld(claim, at);
        return held ? null : Refusal.USER_UNKNOWN;
    }

    private static boolean matches(UserRow row, String presentedHash, Instant at) {
        String hash = row.tokenHash();
        Instant expiresAt = row.tokenExpiresAt();
        return hash != null && expiresAt != null && new MailedToken(hash, expiresAt).opens(presentedHash, at);
    }
}
