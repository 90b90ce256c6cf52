package dev.sluice.billing.access;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/// Verifies access tokens (RFC 9068) with the public keys of `api`, fetched when first needed. Everything
/// that the token claims is checked, and that its session has not ended.
final class AccessTokens implements JwtDecoder {

    private static final String JWKS_PATH = "/api/client/.well-known/jwks.json";
    private static final String ISSUER = "sluice";
    private static final String AUDIENCE = "sluice";
    private static final String TYPE = "at+jwt";
    private static final Duration CLOCK_SKEW_MAX = Duration.ofSeconds(10);
    private static final Duration CONNECT_MAX = Duration.ofMillis(500);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    private final NimbusJwtDecoder decoder;
    private final EndedSessions ended;

    AccessTokens(URI apiUrl, EndedSessions ended) {
        this.ended = ended;
        this.decoder = NimbusJwtDecoder.withJwkSetUri(apiUrl.resolve(JWKS_PATH).toString())
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .validateType(false)
                .restOperations(bounded())
                .build();
        JwtTypeValidator type = new JwtTypeValidator(TYPE);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(type, new JwtTimestampValidator(CLOCK_SKEW_MAX),
                new JwtIssuerValidator(ISSUER),
                new JwtClaimValidator<List<String>>("aud", audience -> audience != null && audience.contains(AUDIENCE)),
                new JwtClaimValidator<>("exp", expiry -> expiry != null), new LiveSession(ended)));
    }

    /// Throws `BadJwtException` for a token that is no good and any other `JwtException` when that cannot be
    /// found out.
    @Override
    public Jwt decode(String token) {
        if (!ended.isComplete()) {
            throw new JwtException("identity.sessions has not been read yet");
        }
        return decoder.decode(token);
    }

    private static RestTemplate bounded() {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_MAX)
                .build();
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
        factory.setReadTimeout(ANSWER_MAX);
        return new RestTemplate(factory);
    }
}
