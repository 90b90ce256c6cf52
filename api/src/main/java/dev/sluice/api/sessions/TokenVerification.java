package dev.sluice.api.sessions;

import java.time.Duration;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// How this application verifies its own access tokens: one algorithm, one type, and a session that still
/// lives.
@Configuration(proxyBeanMethods = false)
class TokenVerification {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
    private static final OAuth2Error AUDIENCE = new OAuth2Error("invalid_token", "another audience", null);

    @Bean
    JwtDecoder jwtDecoder(SigningKeys keys, LivingSessions sessions) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(AccessTokens.TYPE));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256,
                (selector, _) -> selector.select(keys.verifying())));
        processor.setJWTClaimsSetVerifier((_, _) -> {
        });
        NimbusJwtDecoder signatures = new NimbusJwtDecoder(processor);
        signatures.setJwtValidator(_ -> OAuth2TokenValidatorResult.success());
        return new VerifiedTokens(signatures, keys::verifying, new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(CLOCK_SKEW), new JwtIssuerValidator(AccessTokens.ISSUER),
                TokenVerification::audience, sessions));
    }

    private static OAuth2TokenValidatorResult audience(Jwt token) {
        return token.getAudience() != null && token.getAudience().contains(AccessTokens.AUDIENCE)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(AUDIENCE);
    }
}
