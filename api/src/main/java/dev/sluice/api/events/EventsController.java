package dev.sluice.api.events;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import jakarta.servlet.http.HttpServletResponse;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.accounts.StreamsAwayException;
import dev.sluice.api.accounts.StreamsClient;
import dev.sluice.api.web.Caller;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.query.ChangesAnswer;

/// Follows the usage of the signed-in user. Each stream has a (virtual) thread: it waits at usage-streams, which
/// knows first, and passes on that there is something to read.
@RestController
@Tag(name = "users")
class EventsController {

    /// From one question to the next at least; changes that come faster are told together.
    static final Duration PACE = Duration.ofMillis(200);

    private static final String ABOUT = "Server-sent events: `usage` when there is something new to read, `as-of` at "
            + "least every few seconds when there is not. The stream ends with the access token, the session, or when "
            + "usage-streams is away; then poll, and try again later.";

    private final StreamsClient streams;
    private final JwtDecoder tokens;
    private final OpenStreams open;

    EventsController(StreamsClient streams, JwtDecoder tokens, OpenStreams open) {
        this.streams = streams;
        this.tokens = tokens;
        this.open = open;
    }

    @GetMapping(path = "/api/client/users/usage/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(operationId = "followUsage", summary = "Tells when usage has something new to read.", description = ABOUT)
    @ApiResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(implementation = UsageEvent.class)))
    void follow(Caller caller, JwtAuthenticationToken token, HttpServletResponse response) {
        try (var _ = open.take(caller.userId())) {
            ChangesAnswer start = streams.changes(caller.userId(), "");
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            // Proxies that collect answers before they pass them on must not.
            response.setHeader("X-Accel-Buffering", "no");
            follow(caller.userId(), start, token.getToken().getTokenValue(), response.getOutputStream());
        } catch (IOException gone) {
            // The client went away, which is how most streams end.
            return;
        }
    }

    private void follow(UserId userId, ChangesAnswer start, String token, OutputStream out) throws IOException {
        try {
            send(start, out);
            long asked = System.nanoTime();
            ChangesAnswer next = streams.changes(userId, start.mark());
            while (isAccepted(token)) {
                send(next, out);
                LockSupport.parkNanos(PACE.toNanos() - (System.nanoTime() - asked));
                asked = System.nanoTime();
                next = streams.changes(userId, next.mark());
            }
        } catch (StreamsAwayException away) {
            // The end of the stream says it: too late for a problem.
            return;
        }
    }

    private static void send(ChangesAnswer answer, OutputStream out) throws IOException {
        out.write(UsageEvent.frame(answer));
        out.flush();
    }

    /// Nothing is told that a new request with the same token would not be told.
    private boolean isAccepted(String token) {
        try {
            return tokens.decode(token) != null;
        } catch (JwtException ended) {
            return false;
        }
    }
}
