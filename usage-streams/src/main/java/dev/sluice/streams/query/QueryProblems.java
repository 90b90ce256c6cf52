package dev.sluice.streams.query;

import java.time.DateTimeException;

import org.apache.kafka.common.KafkaException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Maps what can go wrong with a question to one problem each (RFC 9457).
@RestControllerAdvice
final class QueryProblems extends ResponseEntityExceptionHandler {

    private static final String RETRY_SECONDS = "1";

    @ExceptionHandler({IllegalArgumentException.class, DateTimeException.class, ArithmeticException.class})
    ResponseEntity<ProblemDetail> wrongQuestion(RuntimeException wrong) {
        return ResponseEntity.badRequest()
                .body(problem(HttpStatus.BAD_REQUEST, "wrong-question", String.valueOf(wrong.getMessage())));
    }

    @ExceptionHandler(UnknownAccount.class)
    ResponseEntity<ProblemDetail> unknownAccount(UnknownAccount unknown) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .body(problem(HttpStatus.NOT_FOUND, "unknown-account", String.valueOf(unknown.getMessage())));
    }

    @ExceptionHandler(NotReadable.class)
    ResponseEntity<ProblemDetail> notReadable(NotReadable notReadable) {
        ProblemDetail problem = problem(HttpStatus.SERVICE_UNAVAILABLE, "restoring", NotReadable.REASON);
        problem.setProperty("asOf", notReadable.asOf());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(problem);
    }

    @ExceptionHandler(KafkaException.class)
    ResponseEntity<ProblemDetail> kafkaAway(KafkaException away) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(problem(HttpStatus.SERVICE_UNAVAILABLE, "kafka-away", "Kafka does not answer."));
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        return problem;
    }
}
