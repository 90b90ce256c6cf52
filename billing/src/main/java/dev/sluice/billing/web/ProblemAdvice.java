package dev.sluice.billing.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.Errors;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import dev.sluice.billing.log.LogUnavailable;
import dev.sluice.billing.web.Problem.FieldProblem;

/// Turns what went wrong into a problem that names the field, the value and the expectation; never a
/// stack trace.
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final int RETRY_SECONDS = 2;
    private static final int FIELD_SHOWN_MAX = 80;

    @ExceptionHandler(LogUnavailable.class)
    ResponseEntity<Problem> logUnavailable() {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "log-unavailable",
                "The log cannot be written right now; try again with the same Idempotency-Key.")
                .retryAfter(RETRY_SECONDS);
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ResponseEntity<Problem> wrongType(MethodArgumentTypeMismatchException e) {
        return invalid(List.of(new FieldProblem(e.getName(), "type", "is not of the expected type")));
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<Problem> unexpected(Exception e, HttpServletRequest request) {
        LOG.atError().setCause(e).addKeyValue("path", request.getRequestURI()).log("request failed");
        return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error",
                "Something went wrong here; the request id helps us find it.").answer();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return asObject(invalid(fields(e.getBindingResult()).toList()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return asObject(invalid(e.getParameterValidationResults().stream().flatMap(ProblemAdvice::problems).toList()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = e instanceof MissingRequestHeaderException missing ? missing.getHeaderName() : "request";
        return asObject(invalid(List.of(new FieldProblem(field, "missing", "must be given"))));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return asObject(switch (e.getCause()) {
            case UnrecognizedPropertyException unknown -> unreadable("unknown-field", "Unknown field",
                    new FieldProblem(pathOf(unknown), "unknown", "is not a field of this request"));
            case DatabindException wrong -> unreadable("invalid-body", "Wrong type of field",
                    new FieldProblem(pathOf(wrong), "type", "is not of the expected type"));
            case null, default -> Problem.of(HttpStatus.BAD_REQUEST, "invalid-body",
                    "The body is no JSON object.").answer();
        });
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode statusCode, WebRequest request) {
        HttpStatus status = HttpStatus.valueOf(statusCode.value());
        String code = status.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return ResponseEntity.status(status).headers(headers).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(status, code, status.getReasonPhrase() + "."));
    }

    private static Stream<FieldProblem> problems(ParameterValidationResult result) {
        if (result instanceof ParameterErrors body) {
            return fields(body);
        }
        RequestHeader header = result.getMethodParameter().getParameterAnnotation(RequestHeader.class);
        String name = header == null ? result.getMethodParameter().getParameterName() : header.value();
        return result.getResolvableErrors().stream().map(
                error -> new FieldProblem(String.valueOf(name), "invalid", String.valueOf(error.getDefaultMessage())));
    }

    private static Stream<FieldProblem> fields(Errors errors) {
        return errors.getFieldErrors().stream().map(error -> new FieldProblem(error.getField(), "invalid",
                String.valueOf(error.getDefaultMessage())));
    }

    private static ResponseEntity<Problem> unreadable(String code, String what, FieldProblem field) {
        return Problem.of(HttpStatus.BAD_REQUEST, code, what + ": " + field.field() + ".", List.of(field)).answer();
    }

    private static ResponseEntity<Problem> invalid(List<FieldProblem> errors) {
        String fields = String.join(", ", errors.stream().map(FieldProblem::field).distinct().sorted().toList());
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-fields", "Not accepted: " + fields + ".", errors)
                .answer();
    }

    private static ResponseEntity<Object> asObject(ResponseEntity<Problem> answer) {
        return ResponseEntity.status(answer.getStatusCode()).headers(answer.getHeaders()).body(answer.getBody());
    }

    private static String pathOf(DatabindException e) {
        List<String> names = e.getPath().stream()
                .map(part -> part.getPropertyName() == null ? "[" + part.getIndex() + "]" : part.getPropertyName())
                .toList();
        String path = names.isEmpty() ? "body" : String.join(".", names);
        return path.length() <= FIELD_SHOWN_MAX ? path : path.substring(0, FIELD_SHOWN_MAX) + "…";
    }
}
