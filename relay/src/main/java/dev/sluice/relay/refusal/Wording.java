package dev.sluice.relay.refusal;

import java.time.Duration;
import java.util.Locale;

import dev.sluice.relay.refusal.Refusal.Forbidden;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.Refusal.Repeated;
import dev.sluice.relay.refusal.Refusal.Unauthenticated;
import dev.sluice.relay.refusal.Refusal.Unfit;
import dev.sluice.relay.refusal.Refusal.Upstream;
import dev.sluice.relay.refusal.Refusal.UsedUp;
import dev.sluice.relay.refusal.Refusal.WindowFull;

/// The sentence and terms for each cause. One sentence: what happened, what to do, where. ASCII and at most
/// 200 characters, because it passes through a terminal and an HTTP header.
final class Wording {

    static final int MESSAGE_LENGTH_MAX = 200;
    private static final int SHOWN_MAX = 60;
    private static final long SOON_SECONDS = 1;
    private static final long LATER_SECONDS = 5;

    private final String site;

    /// `site` is the address of the browser application, without a slash at the end.
    Wording(String site) {
        this.site = site;
    }

    Terms terms(Refusal refusal) {
        return switch (refusal) {
            case Unauthenticated who -> Terms.unauthenticated(unauthenticated(who));
            case Forbidden forbidden -> Terms.forbidden(forbidden(forbidden));
            case Unfit unfit -> unfit(unfit);
            case Repeated repeated -> repeated(repeated);
            case WindowFull(var limit, var retryAfter) -> Terms.windowFull(seconds(retryAfter),
                    "Limit of " + limit + " reached; try again in " + seconds(retryAfter) + " s.");
            case UsedUp usedUp -> Terms.usedUp(usedUp(usedUp));
            case NotNow notNow -> notNow(notNow);
            case Upstream upstream -> upstream(upstream);
        };
    }

    private String unauthenticated(Unauthenticated who) {
        return switch (who) {
            case Unauthenticated.KeyMissing() ->
                "No API key was sent; set ANTHROPIC_AUTH_TOKEN or the env_key of Codex to a key from " + site
                        + "/keys.";
            case Unauthenticated.KeyUnknown() ->
                "The API key is not known; copy it again or create one at " + site + "/keys.";
            case Unauthenticated.KeyMistyped() ->
                "The API key is mistyped or cut off (expected: cuk_ and 48 characters); copy it again or create one at "
                        + site + "/keys.";
            case Unauthenticated.KeyRevoked() -> "The API key was revoked; create another one at " + site + "/keys.";
            case Unauthenticated.KeyExpired(var at) ->
                "The API key expired at " + at + "; create another one at " + site + "/keys.";
            case Unauthenticated.ForeignToken() ->
                "A provider's own login was sent instead of an API key of ours; create one at " + site + "/keys.";
        };
    }

    private String forbidden(Forbidden forbidden) {
        return switch (forbidden) {
            case Forbidden.KeySuspended() -> "The API key is suspended; resume it at " + site + "/keys.";
            case Forbidden.UserSuspended() -> "The account is suspended; ask the operator of " + site + ".";
            case Forbidden.EmailUnverified() -> "The e-mail address is not verified yet; see " + site + ".";
            case Forbidden.ServiceNotPermitted(var service) -> "The API key does not permit "
                    + service.name().toLowerCase(Locale.ROOT) + "; change its permissions at " + site + "/keys.";
            case Forbidden.AddressNotPermitted() ->
                "The API key does not permit this IP address; change its addresses at " + site + "/keys.";
            case Forbidden.AccountClosed() -> "The account is closed for now; ask the operator of " + site + ".";
        };
    }

    private Terms unfit(Unfit unfit) {
        return switch (unfit) {
            case Unfit.ModelNotPermitted(var model) -> Terms.modelRefused(
                    "The API key does not permit the model " + shown(model) + "; change its models at " + site
                            + "/keys.");
            case Unfit.ModelUnknown(var model) -> Terms.modelRefused(
                    "The model " + shown(model) + " is not offered here; GET /v1/models lists what is.");
            case Unfit.Malformed(var reason) -> Terms.malformed(400, reason);
            case Unfit.EncodingNotRead(var encoding) -> Terms.malformed(415,
                    "content-encoding: " + shown(encoding) + " (expected: none, gzip, deflate, br or zstd)");
            case Unfit.TooLarge(var max) -> Terms.tooLarge("The request exceeds " + max + " bytes; send less at once.");
            case Unfit.HeadTooLarge(var max) ->
                Terms.malformed(431, "The headers exceed " + max + " bytes; send fewer or shorter ones.");
            case Unfit.TargetTooLong(var max) ->
                Terms.malformed(414, "The request line exceeds " + max + " bytes; send a shorter one.");
            case Unfit.ModelNotListed(var model) -> Terms.modelNotFound(
                    "No model " + shown(model) + " for this key; GET /v1/models lists what it may use.");
            case Unfit.RouteUnknown(var path) -> Terms.notFound(404, "No route " + shown(path)
                    + " here; there are /v1/messages, /v1/responses, /v1/chat/completions, /v1/completions and /v1/models.");
            case Unfit.StoredNotServed(var path) -> Terms.notFound(404, "No route " + shown(path)
                    + " here: what a provider keeps is not served; send the whole input with each request.");
            case Unfit.MethodNotServed(var allowed) ->
                Terms.notFound(405, "Method not served (expected: " + allowed + ").");
            case Unfit.WebSocketNotServed() -> Terms.malformed(426, "WebSocket is not served; use plain HTTP.");
            case Unfit.TooSlow() -> Terms.malformed(408, "The request did not arrive in time; send it again.");
        };
    }

    private static Terms repeated(Repeated repeated) {
        return switch (repeated) {
            case Repeated.Running() -> Terms.repeated(409, new Terms.Retry.After(SOON_SECONDS),
                    "A request with this Idempotency-Key is still running; wait for its answer.");
            case Repeated.Served(var first) -> Terms.repeated(409, Terms.NEVER,
                    "The Idempotency-Key was used by request " + first + "; use another key for another answer.");
            case Repeated.OtherBody() -> Terms.repeated(422, Terms.NEVER,
                    "The Idempotency-Key was used with another body; use another key for another request.");
        };
    }

    private String usedUp(UsedUp usedUp) {
        return switch (usedUp) {
            case UsedUp.Balance() -> "The balance is used up; top up at " + site + "/billing.";
            case UsedUp.Budget(var limit, var resetsAt) -> "Limit of " + limit + " used up; "
                    + (resetsAt == null ? "raise it at " : "it resets at " + resetsAt + ", see ") + site + "/usage.";
        };
    }

    private static Terms notNow(NotNow notNow) {
        return switch (notNow) {
            case NotNow.AccountLoading() -> Terms.notNow(SOON_SECONDS, "The account is still being loaded; try again.");
            case NotNow.KeysLoading() -> Terms.notNow(SOON_SECONDS, "The relay is still starting; try again.");
            case NotNow.PricesLoading() -> Terms.notNow(SOON_SECONDS, "The prices are still being loaded; try again.");
            case NotNow.AdmissionAway() -> Terms.notNow(SOON_SECONDS, "Limits cannot be checked right now; try again.");
            case NotNow.JournalFull() -> Terms.notNow(LATER_SECONDS, "Usage cannot be recorded right now; try again.");
            case NotNow.JournalFailed() ->
                Terms.notNow(LATER_SECONDS, "Usage cannot be recorded right now; try again.");
            case NotNow.Draining() -> Terms.notNow(SOON_SECONDS, "This relay is shutting down; try again.");
            case NotNow.DiskRefused() ->
                Terms.notNow(LATER_SECONDS, "Large requests cannot be kept right now; try again.");
            case NotNow.MemoryFull() -> Terms.notNow(SOON_SECONDS, "Too many large requests at once; try again.");
            case NotNow.ConnectionsFull() -> Terms.notNow(SOON_SECONDS, "Too many requests at once; try again.");
        };
    }

    private static Terms upstream(Upstream upstream) {
        return switch (upstream) {
            case Upstream.Unreachable() -> Terms.upstreamFault(502, "api_error", "The provider could not be reached.");
            case Upstream.Silent() -> Terms.upstreamFault(504, "timeout_error", "The provider did not answer in time.");
            case Upstream.Broken() -> Terms.upstreamFault(502, "api_error", "The provider broke off its answer.");
            case Upstream.AccountTrouble() -> Terms.overloaded(SOON_SECONDS);
            case Upstream.Busy(var retryAfter) -> Terms.overloaded(seconds(retryAfter));
        };
    }

    private static long seconds(Duration duration) {
        return Math.clamp(duration.plusNanos(999_999_999).toSeconds(), 1, Terms.Retry.After.SECONDS_MAX);
    }

    /// What a client sent is shown bounded and in plain ASCII.
    private static String shown(String text) {
        String plain = text.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.length() <= SHOWN_MAX ? plain : plain.substring(0, SHOWN_MAX) + "...";
    }
}
