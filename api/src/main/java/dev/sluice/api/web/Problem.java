package dev.sluice.api.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// What went wrong (RFC 9457). `code` is stable and documented in `docs/reference`.
///
/// @param score
///            strength of a refused password, 0 to 4
/// @param ticket
///            what goes with the code of the second factor
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        String code,
        List<FieldProblem> errors,
        @Nullable String requestId,
        @Nullable Integer score,
        @Nullable String ticket) {

    /// One field that cannot be accepted.
    public record FieldProblem(String field, String code, String message) {}

    private static final String TYPE = "https://sluice.dev/problems/";

    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(int status, String code, String title) {
        return new Problem(TYPE + code, title, status, null, code, List.of(), null, null, null);
    }

    public Problem detail(@Nullable String text) {
        return new Problem(type, title, status, text, code, errors, requestId, score, ticket);
    }

    public Problem errors(List<FieldProblem> fields) {
        return new Problem(type, title, status, detail, code, fields, requestId, score, ticket);
    }

    public Problem score(int strength) {
        return new Problem(type, title, status, detail, code, errors, requestId, strength, ticket);
    }

    public Problem ticket(String text) {
        return new Problem(type, title, status, detail, code, errors, requestId, score, text);
    }

    Problem requestId(@Nullable String id) {
        return new Problem(type, title, status, detail, code, errors, id, score, ticket);
    }
}
