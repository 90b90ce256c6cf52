package dev.sluice.api.accounts;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import dev.sluice.api.web.ProblemAdvice;
import dev.sluice.api.web.ProblemException;

/// What a route answers that cannot do without usage-streams.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class StreamsAdvice {

    private final ProblemAdvice problems;

    StreamsAdvice(ProblemAdvice problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Object> onAway(StreamsAwayException e, HttpServletRequest request) {
        return problems.onProblem(ProblemException.away("usage-away", "Usage cannot be read now; nothing is lost."),
                request);
    }
}
