package dev.sluice.api.sessions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.web.Caller;
import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Refusals;
import dev.sluice.contracts.identity.IdentityCommand.EndOtherSessions;
import dev.sluice.contracts.identity.IdentityCommand.EndSession;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.ids.SessionId;

/// Where the person is signed in, and the end of it.
@RestController
@Tag(name = "users")
class SessionListController {

    private final Directory directory;
    private final Devices devices;
    private final Commands commands;
    private final CommandIds ids;
    private final ApiProperties.SignIn settings;
    private final InstantSource clock;

    SessionListController(Directory directory, Devices devices, Commands commands, CommandIds ids,
            ApiProperties properties, InstantSource clock) {
        this.directory = directory;
        this.devices = devices;
        this.commands = commands;
        this.ids = ids;
        this.settings = properties.signIn();
        this.clock = clock;
    }

    /// @param current
    ///            whether it is the one that asks
    /// @param device
    ///            what the browser or script called itself when it signed in
    /// @param address
    ///            of the network it signed in from, shortened
    /// @param lastSeenAt
    ///            when it last got an access token
    record Session(String id, boolean current, String device, String address, boolean remembered, Instant createdAt,
            Instant lastSeenAt, Instant expiresAt) {
        @Override
        public String toString() {
            return "Session[" + id + "]";
        }
    }

    record Sessions(List<Session> items) {}

    @GetMapping("/api/client/users/sessions")
    @Operation(operationId = "listSessions", summary = "Where the person is signed in, at most 50, newest first.")
    Sessions list(Caller caller) {
        Instant now = clock.instant();
        return new Sessions(directory.sessions(caller.userId()).stream()
                .filter(view -> view.status() == SessionView.Status.ACTIVE && now.isBefore(view.expiresAt()))
                .sorted(Comparator.comparing(SessionView::createdAt).reversed())
                .map(view -> session(view, caller)).toList());
    }

    @DeleteMapping("/api/client/users/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "endSession", summary = "Ends a session everywhere within a second.")
    void end(Caller caller, @PathVariable @Size(max = 64) String id) throws InterruptedException {
        IdentityResult result = commands.ask(ids.fresh(), new EndSession(caller.userId(), sessionId(id)));
        if (result.refusal() == Refusal.SESSION_UNKNOWN) {
            throw ProblemException.notFound();
        }
        Refusals.require(result);
    }

    @DeleteMapping("/api/client/users/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "endOtherSessions", summary = "Ends every session but the one that asks.")
    void endOthers(Caller caller) throws InterruptedException {
        Refusals.require(commands.ask(ids.fresh(), new EndOtherSessions(caller.userId(), caller.sessionId())));
    }

    private Session session(SessionView view, Caller caller) {
        Device device = devices.read(view.userId(), view.sealed()).orElse(Device.UNKNOWN);
        Duration lifetime = device.remembered() ? settings.rememberedLifetime() : settings.sessionLifetime();
        Instant seen = view.expiresAt().minus(lifetime);
        return new Session(view.sessionId().value(), view.sessionId().equals(caller.sessionId()), device.name(),
                device.address(), device.remembered(), view.createdAt(),
                seen.isBefore(view.createdAt()) ? view.createdAt() : seen, view.expiresAt());
    }

    private static SessionId sessionId(String text) {
        try {
            return new SessionId(text);
        } catch (IllegalArgumentException notAnId) {
            throw ProblemException.notFound();
        }
    }
}
