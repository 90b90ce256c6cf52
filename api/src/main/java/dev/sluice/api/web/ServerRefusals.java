package dev.sluice.api.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;

import com.github.f4b6a3.uuid.UuidCreator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Answers what the server refuses before any filter of ours sees it, such as a request line or a header that cannot
/// be read, like everything else that is malformed: no page of the server's own.
@Component
class ServerRefusals implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerRefusals.class);

    private final ProblemAnswers answers;

    ServerRefusals(ProblemAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addContextCustomizers(context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(Reports.class.getName());
            host.getPipeline().addValve(new Reports(answers));
        });
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 404 -> Problem.of(404, "not-found", "There is nothing here.");
            case 405 -> Problem.of(405, "method-not-allowed", "Method Not Allowed");
            case 413 -> BodyBound.tooLarge();
            case 414 -> Problem.of(414, "target-too-long", "The address of this request is too long.");
            case 431 -> Problem.of(431, "headers-too-large", "The headers of this request are too large.");
            case 501 -> Problem.of(501, "not-implemented", "This transfer encoding is not read here.");
            case 505 -> Problem.of(505, "version-not-supported", "This version of HTTP is not spoken here.");
            default -> status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                    ? Problem.of(status, "malformed", "This request cannot be read.")
                    : Problem.of(status, "internal", "Something went wrong here.");
        };
    }

    /// The server asks it for a page when an answer is an error and empty.
    static final class Reports extends ErrorReportValve {

        private final ProblemAnswers answers;

        Reports(ProblemAnswers answers) {
            this.answers = answers;
        }

        @Override
        protected void report(Request request, Response response, Throwable thrown) {
            int status = response.getStatus();
            boolean none = status < HttpServletResponse.SC_BAD_REQUEST || response.getContentWritten() > 0;
            if (none || response.isCommitted() || !response.setErrorReported()) {
                return;
            }
            try {
                response.setHeader("X-Content-Type-Options", "nosniff");
                if (RequestIds.of(request) == null) {
                    RequestIds.name(request, response, UuidCreator.getTimeOrderedEpochPlusN().toString());
                }
                answers.write(problem(status), request, response);
                response.finishResponse();
            } catch (IOException gone) {
                LOG.atDebug().addKeyValue("error", gone.getClass().getSimpleName()).log("a refusal was not read");
            }
        }
    }
}
