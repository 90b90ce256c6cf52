package dev.sluice.billing.access;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

import dev.sluice.billing.web.Problem;
import dev.sluice.billing.web.ProblemWriter;

/// Says no in one voice: 401 with a problem, 403 likewise, 503 while nobody can be verified.
final class Gatekeeper implements AuthenticationEntryPoint, AccessDeniedHandler, AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);
    private static final String RETRY_SECONDS = "1";

    private final ProblemWriter problems;

    Gatekeeper(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(response, Problem.of(HttpStatus.UNAUTHORIZED, "unauthenticated",
                "No valid access token was shown (expected: Authorization: Bearer <access token>)."));
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        if (!(refused instanceof AuthenticationServiceException)) {
            commence(request, response, refused);
            return;
        }
        LOG.atWarn().addKeyValue("cause", refused.getMessage()).log("access tokens cannot be verified");
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        problems.write(response, Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "identity-unavailable",
                "Access tokens cannot be verified right now; try again in a second."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        problems.write(response, Problem.of(HttpStatus.FORBIDDEN, "forbidden", "This is not yours to call."));
    }
}
