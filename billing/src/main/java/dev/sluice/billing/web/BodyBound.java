package dev.sluice.billing.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses a body that is too long, or does not say how long it is, before a byte of it is read.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class BodyBound extends OncePerRequestFilter {

    static final int BODY_BYTES_MAX = 16 * 1024;

    private final ProblemWriter problems;

    BodyBound(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > BODY_BYTES_MAX) {
            refuse(response, Problem.of(HttpStatus.CONTENT_TOO_LARGE, "body-too-large",
                    "The body has " + request.getContentLengthLong() + " bytes (expected: <= " + BODY_BYTES_MAX
                            + ")."));
        } else if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            refuse(response, Problem.of(HttpStatus.LENGTH_REQUIRED, "length-required",
                    "The body does not say how long it is (expected: Content-Length)."));
        } else {
            chain.doFilter(request, response);
        }
    }

    private void refuse(HttpServletResponse response, Problem problem) throws IOException {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        problems.write(response, problem);
    }
}
