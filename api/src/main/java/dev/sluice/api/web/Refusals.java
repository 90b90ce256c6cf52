package dev.sluice.api.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.api.web.Problem.FieldProblem;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.identity.IdentityResult.Refusal;

/// Refusals of the decider as problems. Those that must not be told apart share one.
public final class Refusals {

    private Refusals() {}

    /// Throws when the command was refused.
    public static IdentityResult require(IdentityResult result) {
        Refusal refusal = result.refusal();
        if (refusal != null) {
            throw of(refusal);
        }
        return result;
    }

    public static ProblemException of(@Nullable Refusal refusal) {
        return switch (refusal) {
            case null -> ProblemException.of(500, "internal", "Something went wrong here.");
            case USER_UNKNOWN, KEY_UNKNOWN -> ProblemException.notFound();
            case USER_UNVERIFIED -> ProblemException.of(403, "email-not-verified", "Verify your e-mail address first.");
            case USER_SUSPENDED -> ProblemException.of(403, "account-suspended", "This account is suspended.");
            case USER_VERIFIED, TOKEN_INVALID -> ProblemException.tokenInvalid();
            case SESSION_UNKNOWN, REFRESH_INVALID, REFRESH_REUSED -> ProblemException.of(401, "session-ended",
                    "Sign in again.");
            case PLAN_UNKNOWN -> ProblemException.field("plan", "unknown", "is not a plan of this installation");
            case KEY_REVOKED -> ProblemException.of(409, "key-revoked", "This key was revoked for ever.");
            case KEY_BLOCKED -> ProblemException.of(409, "key-blocked", "An administrator suspended this key.");
            case KEYS_TOO_MANY -> ProblemException.of(409, "too-many-keys", "You made as many keys as are allowed.");
            case SECRETS_TOO_MANY -> ProblemException.of(409, "too-many-secrets",
                    "This key was regenerated too often; wait until old secrets of it are gone.");
            case LIMIT_ABOVE_PLAN -> new ProblemException(Problem.of(422, "limit-above-plan",
                    "A limit of a key cannot be above that of the plan.")
                    .errors(List.of(new FieldProblem("rateLimit", "limit-above-plan", "is above the plan"))));
            case VERSION_DIFFERS -> ETags.differs();
            case CODE_INVALID -> ProblemException.of(401, "bad-code", "This code is wrong or was used already.");
            case SECOND_FACTOR_ON ->
                ProblemException.of(409, "second-factor-on", "A second factor is asked for already.");
            case SECOND_FACTOR_OFF -> ProblemException.of(409, "second-factor-off", "No second factor is asked for.");
            case SECOND_FACTOR_REQUIRED -> ProblemException.of(401, "second-factor-required",
                    "A code is needed besides the password.");
            case ADDRESS_TAKEN, ADDRESS_PENDING, KEY_EXISTS, MALFORMED -> ProblemException.of(409, "conflict",
                    "This cannot be done now.");
        };
    }
}
