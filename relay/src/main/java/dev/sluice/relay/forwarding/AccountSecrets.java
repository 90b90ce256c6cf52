package dev.sluice.relay.forwarding;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Whether a provider's error tells about *our* account: our user would take it for theirs, and Claude Code
/// says
/// "Credit balance is too low" to their face (wire-protocols §8.14, §8.36).
final class AccountSecrets {

    private static final List<String> PHRASES = List.of("credit balance is too low", "insufficient_quota",
            "exceeded your current quota", "credit_balance_exhausted", "spend limit", "spend_limit", "billing_error",
            "billing_hard_limit", "billing_not_active", "your organization", "org-", "invalid_api_key",
            "incorrect api key");

    private AccountSecrets() {}

    /// Only statuses that can be about an account are looked into; the text of the others passes word for word.
    static boolean revealedBy(int status, byte[] body) {
        return switch (status) {
            case 401, 402, 403 -> true;
            case 400, 429 -> {
                String text = new String(body, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
                yield PHRASES.stream().anyMatch(text::contains);
            }
            default -> false;
        };
    }
}
