package dev.sluice.billing.access;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

/// Accepts an access token that names a user and a session that has not ended.
final class LiveSession implements OAuth2TokenValidator<Jwt> {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final EndedSessions ended;

    LiveSession(EndedSessions ended) {
        this.ended = ended;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        String session = token.getClaimAsString("sid");
        if (session == null || !named(session, SessionId.PREFIX) || !named(token.getSubject(), UserId.PREFIX)) {
            return refused("The token names no user and session.");
        }
        return ended.contains(session) ? refused("The session has ended.") : OAuth2TokenValidatorResult.success();
    }

    private static boolean named(@Nullable String id, String prefix) {
        return id != null && id.startsWith(prefix) && UUID.matcher(id.substring(prefix.length())).matches();
    }

    private static OAuth2TokenValidatorResult refused(String why) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", why, null));
    }
}
