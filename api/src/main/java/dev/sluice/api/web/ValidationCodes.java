package dev.sluice.api.web;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// Names of violated rules as clients see them: `NotBlank` is `not-blank`.
final class ValidationCodes {

    private ValidationCodes() {}

    static String of(@Nullable String rule) {
        return rule == null ? "invalid" : rule.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    static String message(@Nullable String text) {
        return text == null ? "cannot be accepted" : text;
    }
}
