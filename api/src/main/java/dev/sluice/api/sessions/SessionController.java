package dev.sluice.api.sessions;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.directory.ReadYourWrites;
import dev.sluice.api.sealing.Pepper;
import dev.sluice.api.sessions.SessionShapes.Refresh;
import dev.sluice.api.sessions.SessionShapes.SignedIn;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.api.web.SecurityEvent;
import dev.sluice.api.web.SecurityLog;
import dev.sluice.contracts.identity.IdentityCommand.EndSession;
import dev.sluice.contracts.identity.IdentityCommand.RotateRefresh;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.identity.SessionView;

/// Keeps a session going, and ends it.
@RestController
@Tag(name = "auth")
class SessionController {

    private final Commands commands;
    private final CommandIds ids;
    private final SignIns signIns;
    private final RefreshCookie cookie;
    private final Pepper pepper;
    private final Directory directory;
    private final ReadYourWrites readYourWrites;
    private final Devices devices;
    private final SecurityLog log;

    SessionController(Commands commands, CommandIds ids, SignIns signIns, RefreshCookie cookie, Pepper pepper,
            Directory directory, ReadYourWrites readYourWrites, Devices devices,
            SecurityLog log) {
        this.commands = commands;
        this.ids = ids;
        this.signIns = signIns;
        this.cookie = cookie;
        this.pepper = pepper;
        this.directory = directory;
        this.readYourWrites = readYourWrites;
        this.devices = devices;
        this.log = log;
    }

    @PostMapping("/api/client/auth/refresh")
    @SecurityRequirements
    @Operation(operationId = "refresh", summary = "Rotates the refresh token of the cookie (or of the body) and returns a new access token.")
    ResponseEntity<SignedIn> refresh(@Valid @RequestBody(required = false) @Nullable Refresh body,
            HttpServletRequest request) throws InterruptedException {
        RefreshToken token = presented(body, request).flatMap(text -> RefreshToken.parse(text, pepper))
                .orElseThrow(() -> ProblemException.of(401, "session-ended", "Sign in again."));
        RefreshToken successor = token.successor(pepper);
        IdentityResult result = commands.ask(ids.fresh(), new RotateRefresh(token.userId(), token.sessionId(),
                token.generation(), token.hash(), successor.hash()));
        if (result.refusal() == IdentityResult.Refusal.REFRESH_REUSED) {
            log.write(SecurityEvent.REFRESH_REUSED, request, token.userId().value());
        }
        Refusals.require(result);
        readYourWrites.beforeRead(token.userId());
        return signIns.signedIn(successor, isRemembered(token), request);
    }

    @PostMapping("/api/client/auth/logout")
    @Operation(operationId = "logout", summary = "Ends the session everywhere within a second.", responses = @ApiResponse(responseCode = "204", description = "Signed out"))
    ResponseEntity<Void> logout(Caller caller) throws InterruptedException {
        Refusals.require(commands.ask(ids.fresh(), new EndSession(caller.userId(), caller.sessionId())));
        return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie.none()).build();
    }

    private Optional<String> presented(@Nullable Refresh body, HttpServletRequest request) {
        return body != null ? Optional.of(body.refreshToken()) : cookie.token(request);
    }

    private boolean isRemembered(RefreshToken token) {
        return directory.session(token.sessionId())
                .map(SessionView::sealed)
                .flatMap(sealed -> devices.read(token.userId(), sealed))
                .map(Device::remembered)
                .orElse(false);
    }
}
