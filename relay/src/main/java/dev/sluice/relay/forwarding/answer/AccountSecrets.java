package dev.sluice.relay.forwarding.answer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.relay.scanning.JsonCursor;
import dev.sluice.relay.scanning.JsonMalformed;

/// Whether a provider's error tells about *our* account: our user would take it for theirs, and Claude Code
/// says "Credit balance is too low" to their face (wire-protocols §8.14, §8.36).
public final class AccountSecrets {

    /// What an error says about our account.
    public enum Telling {
        NOTHING,
        /// A phrase that must not pass. It may be an echo of the request, so it says nothing about the account.
        MENTIONS,
        /// The provider's own code or first words: the account is the cause.
        CAUSE
    }

    private static final byte[] NO_TEXT = {};
    private static final Set<String> CODES = Set.of("billing_error", "authentication_error", "insufficient_quota",
            "credit_balance_exhausted", "organization_spend_limit_exceeded", "billing_hard_limit_reached",
            "billing_not_active", "account_deactivated", "invalid_api_key", "contract_spend_limit_reached",
            "enforced_spend_limit_reached", "linked_organization_spend_limit_reached", "mismatched_organization",
            "access_terminated", "usage_limit_reached");
    private static final List<String> BEGINNINGS = List.of("your credit balance is too low",
            "you exceeded your current quota", "this organization has been disabled", "your organization has",
            "your account is not active", "incorrect api key provided", "invalid x-api-key", "oauth token has expired",
            "oauth token revoked", "this api key", "this request would exceed your organization",
            "this request would exceed your account", "number of request tokens has exceeded your");
    private static final List<String> PHRASES = List.of("credit balance", "insufficient_quota",
            "exceeded your current quota", "credit_balance_exhausted", "spend limit", "spend_limit", "billing",
            "organization", "org-", "workspace", "invalid_api_key", "incorrect api key", "x-api-key", "ramp_limit",
            "usage limit", "account is not active", "oauth");

    private AccountSecrets() {}

    /// Of an answer with an error status. 401, 402 and 403 are about the account whatever they say: the relay has
    /// already found the user's own key good.
    public static Telling of(int status, byte[] body) {
        return switch (status) {
            case 401, 402 -> Telling.CAUSE;
            case 403 -> of(body) == Telling.CAUSE ? Telling.CAUSE : Telling.MENTIONS;
            default -> of(body);
        };
    }

    /// Of an answer with an error status whose text cannot be read here: it might tell anything.
    public static Telling ofUnreadable(int status) {
        return of(status, NO_TEXT) == Telling.CAUSE ? Telling.CAUSE : Telling.MENTIONS;
    }

    /// Of the text of an error, whatever announced it.
    public static Telling of(byte[] text) {
        Error error = new Error();
        try {
            JsonCursor cursor = new JsonCursor().over(text, 0, text.length);
            if (cursor.isObject()) {
                error.read(cursor);
            }
        } catch (JsonMalformed notJson) {
            // Then only its phrases are looked at.
        }
        if (error.cause) {
            return Telling.CAUSE;
        }
        String lower = new String(text, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return PHRASES.stream().anyMatch(lower::contains) ? Telling.MENTIONS : Telling.NOTHING;
    }

    /// Looks for the provider's own codes: `error`, `error.details`, `response.error` and their `type`, `code`,
    /// `error_code` and `message`. What a client sent can stand inside a message, but not at its beginning.
    private static final class Error {

        private boolean cause;

        void read(JsonCursor cursor) {
            cursor.enterObject();
            while (cursor.nextKey()) {
                if (cursor.keyIs("type") || cursor.keyIs("code") || cursor.keyIs("error_code")) {
                    cause |= isCode(cursor.string());
                } else if (cursor.keyIs("message")) {
                    cause |= isBeginning(cursor.string());
                } else if (cursor.isObject()
                        && (cursor.keyIs("error") || cursor.keyIs("details") || cursor.keyIs("response"))) {
                    read(cursor);
                } else {
                    cursor.skip();
                }
            }
        }

        private static boolean isCode(@Nullable String code) {
            return code != null && CODES.contains(code);
        }

        private static boolean isBeginning(@Nullable String message) {
            return message != null && BEGINNINGS.stream()
                    .anyMatch(it -> message.regionMatches(true, 0, it, 0, it.length()));
        }
    }
}
