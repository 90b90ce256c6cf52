package dev.sluice.api.sessions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

/// Issues access tokens: JWT, ES256, short-lived, bound to a session (RFC 9068).
@Component
class AccessTokens {

    static final String ISSUER = "sluice";
    static final String AUDIENCE = "sluice";
    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private final SigningKeys keys;
    private final Duration lifetime;
    private final InstantSource clock;

    AccessTokens(SigningKeys keys, ApiProperties properties, InstantSource clock) {
        this.keys = keys;
        this.lifetime = properties.signIn().accessTokenLifetime();
        this.clock = clock;
    }

    Duration lifetime() {
        return lifetime;
    }

    String issue(UserId userId, SessionId sessionId) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(ISSUER).audience(AUDIENCE).subject(userId.value())
                .claim("sid", sessionId.value()).claim("scope", "client").issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime))).build();
        ECKey key = keys.signing();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE)
                .keyID(key.getKeyID()).build();
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("an access token could not be signed", e);
        }
    }
}
