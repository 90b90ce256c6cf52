package dev.sluice.billing.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// An answer that is not what was asked for (RFC 9457). `code` is stable; `errors` names fields.
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldProblem> errors,
        @Nullable String requestId) {

    private static final String TYPE_PREFIX = "urn:sluice:problem:";

    /// What is wrong with one field of the request.
    public record FieldProblem(String field, String code, String message) {}

    public static Problem of(HttpStatus status, String code, String detail) {
        return of(status, code, detail, List.of());
    }

    public static Problem of(HttpStatus status, String code, String detail, List<FieldProblem> errors) {
        return new Problem(TYPE_PREFIX + code, status.getReasonPhrase(), status.value(), detail, code,
                List.copyOf(errors), MDC.get(RequestIds.KEY));
    }

    public ResponseEntity<Problem> answer() {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(this);
    }

    public ResponseEntity<Problem> retryAfter(int seconds) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, Integer.toString(seconds)).body(this);
    }
}
