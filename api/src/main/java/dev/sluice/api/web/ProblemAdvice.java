package dev.sluice.api.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import dev.sluice.api.commands.CommandIdReusedException;
import dev.sluice.api.commands.LogAwayException;
import dev.sluice.api.commands.NotAnsweredYetException;
import dev.sluice.api.web.Problem.FieldProblem;

/// The one place where what was not expected becomes an answer. Never a stack trace.
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Duration RETRY_SOON = Duration.ofSeconds(2);

    private final ProblemAnswers answers;
    private final SecurityLog log;

    ProblemAdvice(ProblemAnswers answers, SecurityLog log) {
        this.answers = answers;
        this.log = log;
    }

    @ExceptionHandler
    public ResponseEntity<Object> onProblem(ProblemException e, HttpServletRequest request) {
        switch (e.problem().code()) {
            case "foreign-origin" -> log.write(SecurityEvent.FOREIGN_ORIGIN, request, null);
            case "too-many-attempts" -> log.write(SecurityEvent.ATTEMPTS_STOPPED, request, null);
            default -> {
            }
        }
        return answers.entity(e.problem(), e.retryAfter(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> onLogAway(LogAwayException e, HttpServletRequest request) {
        return answers.entity(
                Problem.of(503, "log-away",
                        "The log cannot be written now; nothing was changed or it will be safe to repeat."),
                RETRY_SOON, request);
    }

    /// The command will be decided: where to ask for its outcome.
    @ExceptionHandler
    ResponseEntity<Object> onNotAnsweredYet(NotAnsweredYetException e, HttpServletRequest request) {
        if (request.getUserPrincipal() == null) {
            return answers.entity(Problem.of(503, "log-slow", "The log did not answer in time; try again."), RETRY_SOON,
                    request);
        }
        return ResponseEntity.accepted().header(HttpHeaders.LOCATION, "/api/client/operations/" + e.commandId())
                .header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    @ExceptionHandler
    ResponseEntity<Object> onReuse(CommandIdReusedException e, HttpServletRequest request) {
        return answers.entity(Problem.of(409, "idempotency-key-reused",
                "The Idempotency-Key was used for another request."), null, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> onRedis(DataAccessException e, HttpServletRequest request) {
        LOG.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("Redis did not answer");
        return answers.entity(Problem.of(503, "redis-away", "A part of the service is away; try again."), RETRY_SOON,
                request);
    }

    /// The server takes the parameters apart when they are first asked for.
    @ExceptionHandler
    ResponseEntity<Object> onParameters(InvalidParameterException e, HttpServletRequest request) {
        return answers.entity(malformed("The parameters of this request cannot be read."), null, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> onType(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        FieldProblem field = new FieldProblem(e.getName(), "malformed", "has a value of the wrong form");
        return answers.entity(malformed("A parameter cannot be read.").errors(List.of(field)), null, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> onBug(Exception e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            throw e;
        }
        LOG.atError().setCause(e).addKeyValue("requestId", RequestIds.of(request)).log("request failed");
        return answers.entity(Problem.of(500, "internal", "Something went wrong here."), null, request);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> fields = e.getBindingResult().getFieldErrors().stream()
                .map(ProblemAdvice::field).toList();
        return answer(Problem.of(422, "invalid", "Fields cannot be accepted.").errors(fields), request);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(HandlerMethodValidationException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> ofBody = e.getBeanResults().stream().flatMap(bean -> bean.getFieldErrors().stream())
                .map(ProblemAdvice::field).toList();
        if (!ofBody.isEmpty()) {
            return answer(Problem.of(422, "invalid", "Fields cannot be accepted.").errors(ofBody), request);
        }
        List<FieldProblem> fields = e.getParameterValidationResults().stream()
                .map(result -> new FieldProblem(String.valueOf(result.getMethodParameter().getParameterName()),
                        "invalid", ValidationCodes.message(
                                result.getResolvableErrors().getFirst().getDefaultMessage())))
                .toList();
        return answer(malformed("A parameter cannot be accepted.").errors(fields), request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(UnreadableBody.problem(e), request);
    }

    /// Everything else that Spring MVC refuses: method, media type, missing parameter, unknown path.
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpStatus known = HttpStatus.resolve(status.value());
        String phrase = known == null ? "error" : known.getReasonPhrase();
        Problem problem = status.value() == 404
                ? Problem.of(404, "not-found", "There is nothing here.")
                : Problem.of(status.value(), phrase.toLowerCase(Locale.ROOT).replace(' ', '-'), phrase);
        ResponseEntity<Object> answer = answer(problem, request);
        HttpHeaders all = new HttpHeaders();
        all.putAll(headers);
        all.putAll(answer.getHeaders());
        return ResponseEntity.status(answer.getStatusCode()).headers(all).body(answer.getBody());
    }

    private static FieldProblem field(FieldError error) {
        return new FieldProblem(error.getField(), ValidationCodes.of(error.getCode()),
                ValidationCodes.message(error.getDefaultMessage()));
    }

    static Problem malformed(String title) {
        return Problem.of(400, "malformed", title);
    }

    private ResponseEntity<Object> answer(Problem problem, WebRequest request) {
        return answers.entity(problem, null, ((ServletWebRequest) request).getRequest());
    }
}
