package dev.sluice.relay.refusal;

import org.jspecify.annotations.Nullable;

/// How one refusal is put: to Anthropic's clients by status and type, to OpenAI's by status, type and code.
record Terms(
        int anthropicStatus,
        String anthropicType,
        int openAiStatus,
        String openAiType,
        @Nullable String openAiCode,
        Retry retry,
        String message) {

    /// Whether the client should try again.
    sealed interface Retry {

        /// Waiting does not help: said aloud, or Claude Code asks eleven times in three minutes.
        record Never() implements Retry {}

        /// Seconds, 1 to 60: two SDKs and Codex really sleep longer ones.
        record After(long seconds) implements Retry {
            static final long SECONDS_MAX = 60;

            public After {
                seconds = Math.clamp(seconds, 1, SECONDS_MAX);
            }
        }
    }

    static final Retry NEVER = new Retry.Never();

    static Terms unauthenticated(String message) {
        return new Terms(401, "authentication_error", 401, "invalid_request_error", "invalid_api_key", NEVER, message);
    }

    static Terms forbidden(String message) {
        return new Terms(403, "permission_error", 403, "invalid_request_error", "permission_denied", NEVER, message);
    }

    /// `policy_blocked` stops Claude Code after one request; any other 400 makes it try six variants.
    static Terms modelRefused(String message) {
        return new Terms(400, "policy_blocked", 404, "invalid_request_error", "model_not_found", NEVER, message);
    }

    static Terms modelNotFound(String message) {
        return new Terms(404, "not_found_error", 404, "invalid_request_error", "model_not_found", NEVER, message);
    }

    static Terms malformed(int status, String message) {
        return new Terms(status, "invalid_request_error", status, "invalid_request_error", null, NEVER, message);
    }

    static Terms tooLarge(String message) {
        return new Terms(413, "request_too_large", 413, "invalid_request_error", "request_too_large", NEVER, message);
    }

    static Terms notFound(int status, String message) {
        return new Terms(status, "not_found_error", status, "invalid_request_error", "not_found", NEVER, message);
    }

    /// Clients repeat a 409 by themselves: right while the first request runs, of no use afterwards.
    static Terms repeated(int status, Retry retry, String message) {
        return new Terms(status, status == 409 ? "conflict_error" : "invalid_request_error", status,
                "invalid_request_error", "idempotency_conflict", retry, message);
    }

    static Terms windowFull(long retryAfterSeconds, String message) {
        return new Terms(429, "rate_limit_error", 429, "rate_limit_exceeded", "rate_limit_exceeded",
                new Retry.After(retryAfterSeconds), message);
    }

    static Terms usedUp(String message) {
        return new Terms(429, "billing_error", 429, "usage_limit_reached", "usage_limit_reached", NEVER, message);
    }

    static Terms notNow(long retryAfterSeconds, String message) {
        return new Terms(503, "api_error", 503, "server_error", "server_is_overloaded",
                new Retry.After(retryAfterSeconds), message);
    }

    /// The words of the provider itself: clients know them and wait.
    static Terms overloaded(long retryAfterSeconds) {
        return new Terms(529, "overloaded_error", 503, "server_error", "server_is_overloaded",
                new Retry.After(retryAfterSeconds), "Overloaded");
    }

    static Terms upstreamFault(int anthropicStatus, String anthropicType, String message) {
        return new Terms(anthropicStatus, anthropicType, 503, "server_error", "server_is_overloaded",
                new Retry.After(1), message);
    }
}
