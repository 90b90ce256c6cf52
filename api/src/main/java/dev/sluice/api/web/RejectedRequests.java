package dev.sluice.api.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/// Answers requests whose address nobody means well with, such as `..%2f` or `%00`, like any other malformed one.
/// The server leaves encoded slashes to this, so that there is one place that refuses them.
@Component
class RejectedRequests implements RequestRejectedHandler, WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final ProblemAnswers answers;
    private final SecurityLog log;

    RejectedRequests(ProblemAnswers answers, SecurityLog log) {
        this.answers = answers;
        this.log = log;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException {
        log.write(SecurityEvent.REQUEST_REJECTED, request, null);
        answers.write(ProblemAdvice.malformed("The address of this request cannot be accepted."), request, response);
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addConnectorCustomizers(connector -> connector.setEncodedSolidusHandling("passthrough"));
    }
}
