package dev.sluice.billing.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

/// Signs access tokens as `api` does and serves the public key where `api` serves it.
public final class TokenIssuer implements AutoCloseable {

    public static final Instant FOR_EVER = Instant.parse("2100-01-01T00:00:00Z");

    private final ECKey key = newKey();
    private final HttpServer server;

    public TokenIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        byte[] jwks = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server.createContext("/api/client/.well-known/jwks.json", exchange -> {
            exchange.sendResponseHeaders(200, jwks.length);
            exchange.getResponseBody().write(jwks);
            exchange.close();
        });
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// A token as `api` would give it.
    public String token(UserId user, SessionId session) {
        return sign(key, "at+jwt", claims(user, session).build());
    }

    public JWTClaimsSet.Builder claims(UserId user, SessionId session) {
        return new JWTClaimsSet.Builder().issuer("sluice").audience("sluice").subject(user.value())
                .claim("sid", session.value()).issueTime(Date.from(FOR_EVER.minusSeconds(3_000_000_000L)))
                .expirationTime(Date.from(FOR_EVER));
    }

    public String signed(String type, JWTClaimsSet claims) {
        return sign(key, type, claims);
    }

    public static String signedByAnother(JWTClaimsSet claims) {
        return sign(newKey(), "at+jwt", claims);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String sign(ECKey key, String type, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType(type))
                    .keyID(key.getKeyID()).build(), claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
