package dev.sluice.api.identity;

import java.time.Instant;

import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.identity.IdentityCommand.BeginSession;
import dev.sluice.contracts.identity.IdentityCommand.BeginSessionByBackupCode;
import dev.sluice.contracts.identity.IdentityCommand.BeginSessionByCode;
import dev.sluice.contracts.identity.IdentityCommand.BlockKey;
import dev.sluice.contracts.identity.IdentityCommand.ChangeEmail;
import dev.sluice.contracts.identity.IdentityCommand.ChangeKey;
import dev.sluice.contracts.identity.IdentityCommand.ChangeLimits;
import dev.sluice.contracts.identity.IdentityCommand.ChangePassword;
import dev.sluice.contracts.identity.IdentityCommand.ChangePlan;
import dev.sluice.contracts.identity.IdentityCommand.ChangeProfile;
import dev.sluice.contracts.identity.IdentityCommand.ClaimEmail;
import dev.sluice.contracts.identity.IdentityCommand.CreateKey;
import dev.sluice.contracts.identity.IdentityCommand.DisableSecondFactor;
import dev.sluice.contracts.identity.IdentityCommand.EnableSecondFactor;
import dev.sluice.contracts.identity.IdentityCommand.EndOtherSessions;
import dev.sluice.contracts.identity.IdentityCommand.EndSession;
import dev.sluice.contracts.identity.IdentityCommand.EraseUser;
import dev.sluice.contracts.identity.IdentityCommand.FollowPlan;
import dev.sluice.contracts.identity.IdentityCommand.RecordFailure;
import dev.sluice.contracts.identity.IdentityCommand.RegenerateKey;
import dev.sluice.contracts.identity.IdentityCommand.RegisterUser;
import dev.sluice.contracts.identity.IdentityCommand.RenewVerification;
import dev.sluice.contracts.identity.IdentityCommand.ReplaceBackupCodes;
import dev.sluice.contracts.identity.IdentityCommand.RequestReset;
import dev.sluice.contracts.identity.IdentityCommand.ResetPassword;
import dev.sluice.contracts.identity.IdentityCommand.ResumeKey;
import dev.sluice.contracts.identity.IdentityCommand.ResumeUser;
import dev.sluice.contracts.identity.IdentityCommand.RevokeKey;
import dev.sluice.contracts.identity.IdentityCommand.RotateRefresh;
import dev.sluice.contracts.identity.IdentityCommand.SuspendKey;
import dev.sluice.contracts.identity.IdentityCommand.SuspendUser;
import dev.sluice.contracts.identity.IdentityCommand.UnblockKey;
import dev.sluice.contracts.identity.IdentityCommand.VerifyEmail;
import dev.sluice.contracts.identity.IdentityCommand.WithdrawKey;
import dev.sluice.contracts.identity.IdentityEvent.ProfileChanged;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.plans.Plans;

/// The one place where identity is decided: `decide(rows, command, at)`, and nothing else is looked at. `at`
/// is the append time of the command in the log.
public final class IdentityDecider {

    private final SessionDecider sessions = new SessionDecider();
    private final RegistrationDecider registrations;
    private final PasswordDecider passwords = new PasswordDecider(sessions);
    private final EmailDecider emails = new EmailDecider(sessions);
    private final SecondFactorDecider secondFactors = new SecondFactorDecider(sessions);
    private final KeyDecider keys = new KeyDecider();
    private final ErasureDecider erasures = new ErasureDecider();
    private final OperatedKeyDecider operatedKeys = new OperatedKeyDecider();
    private final OperatorDecider operators;

    /// `plans` are those that people can be put on from now on.
    public IdentityDecider(Plans plans) {
        this.registrations = new RegistrationDecider(sessions, plans);
        this.operators = new OperatorDecider(sessions, plans);
    }

    public Decision decide(Rows rows, IdentityCommand command, Instant at) {
        UserRow row = rows.user(command.userId());
        boolean erased = row != null && row.view().status() == UserView.Status.DELETED;
        return erased && !(command instanceof EraseUser || command instanceof RotateRefresh)
                ? Decision.refused(command.userId(), Refusal.USER_UNKNOWN)
                : decided(rows, command, at);
    }

    private Decision decided(Rows rows, IdentityCommand command, Instant at) {
        return switch (command) {
            case RegisterUser register -> registrations.register(rows, register, at);
            case RenewVerification renew -> registrations.renew(rows, renew, at);
            case VerifyEmail verify -> registrations.verify(rows, verify, at);
            case BeginSession begin -> sessions.begin(rows, begin, at);
            case BeginSessionByCode begin -> secondFactors.begin(rows, begin, at);
            case BeginSessionByBackupCode begin -> secondFactors.begin(rows, begin, at);
            case EnableSecondFactor enable -> secondFactors.enable(rows, enable);
            case DisableSecondFactor disable -> secondFactors.disable(rows, disable);
            case ReplaceBackupCodes replace -> secondFactors.replaceCodes(rows, replace);
            case RecordFailure failure -> sessions.fail(rows, failure);
            case RotateRefresh rotate -> sessions.rotate(rows, rotate, at);
            case EndSession end -> sessions.end(rows, end);
            case EndOtherSessions end -> sessions.endOthers(rows, end);
            case RequestReset request -> passwords.request(rows, request, at);
            case ResetPassword reset -> passwords.reset(rows, reset, at);
            case ChangePassword change -> passwords.change(rows, change);
            case ClaimEmail claim -> emails.claim(rows, claim, at);
            case ChangeEmail change -> emails.change(rows, change, at);
            case ChangeProfile change -> changeProfile(rows, change);
            case ChangePlan change -> operators.changePlan(rows, change);
            case FollowPlan follow -> operators.followPlan(rows, follow);
            case ChangeLimits change -> operators.changeLimits(rows, change);
            case BlockKey block -> operatedKeys.block(rows, block);
            case UnblockKey unblock -> operatedKeys.unblock(rows, unblock);
            case WithdrawKey withdraw -> operatedKeys.withdraw(rows, withdraw);
            case SuspendUser suspend -> operators.suspend(rows, suspend);
            case ResumeUser resume -> operators.resume(rows, resume);
            case CreateKey create -> keys.create(rows, create);
            case ChangeKey change -> keys.change(rows, change);
            case RegenerateKey regenerate -> keys.regenerate(rows, regenerate, at);
            case EraseUser erase -> erasures.erase(rows, erase);
            case SuspendKey suspend -> keys.suspend(rows, suspend);
            case ResumeKey resume -> keys.resume(rows, resume);
            case RevokeKey revoke -> keys.revoke(rows, revoke);
        };
    }

    private static Decision changeProfile(Rows rows, ChangeProfile command) {
        UserRow row = rows.user(command.userId());
        if (row == null) {
            return Decision.refused(command.userId(), Refusal.USER_UNKNOWN);
        }
        Long expected = command.expectedVersion();
        return expected != null && expected != row.view().version()
                ? Decision.refused(command.userId(), Refusal.VERSION_DIFFERS)
                : Decision.done(command.userId(),
                        new ProfileChanged(command.userId(), command.timeZone(), command.sealed()));
    }
}
