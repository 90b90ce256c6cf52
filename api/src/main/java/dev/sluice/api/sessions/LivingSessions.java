package dev.sluice.api.sessions;

import java.time.InstantSource;
import java.util.Optional;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

import dev.sluice.api.directory.Directory;
import dev.sluice.api.directory.ReadYourWrites;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

/// Accepts access tokens of sessions that live. A session this instance has not seen yet may just have begun
/// on another one: it waits for that as any read does.
@Component
class LivingSessions implements OAuth2TokenValidator<Jwt> {

    private static final OAuth2Error ENDED = new OAuth2Error("invalid_token", "the session has ended", null);

    private final Directory directory;
    private final ReadYourWrites readYourWrites;
    private final InstantSource clock;

    LivingSessions(Directory directory, ReadYourWrites readYourWrites, InstantSource clock) {
        this.directory = directory;
        this.readYourWrites = readYourWrites;
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        return session(token)
                .filter(session -> session.status() == SessionView.Status.ACTIVE)
                .filter(session -> clock.instant().isBefore(session.expiresAt()))
                .filter(session -> session.userId().value().equals(token.getSubject()))
                .map(_ -> OAuth2TokenValidatorResult.success())
                .orElseGet(() -> OAuth2TokenValidatorResult.failure(ENDED));
    }

    private Optional<SessionView> session(Jwt token) {
        String sid = token.getClaimAsString("sid");
        String subject = token.getSubject();
        if (sid == null || subject == null) {
            return Optional.empty();
        }
        SessionId sessionId = new SessionId(sid);
        Optional<SessionView> known = directory.session(sessionId);
        if (known.isPresent()) {
            return known;
        }
        try {
            readYourWrites.beforeRead(new UserId(subject));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return directory.session(sessionId);
    }
}
