package dev.sluice.api.sessions;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import com.nimbusds.jose.jwk.JWKSet;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/// Remembers whose signature was verified, until the keys are read again: an access token comes with every request of
/// its minutes, and the signature is the dearest part of most. Whether it is still good is asked each time.
final class VerifiedTokens implements JwtDecoder {

    private static final int TOKENS_MAX = 5_000;
    private static final boolean BY_USE = true;

    private final JwtDecoder signatures;
    private final Supplier<JWKSet> keys;
    private final OAuth2TokenValidator<Jwt> stillGood;
    private final Map<String, Verified> lately = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, BY_USE) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
            return size() > TOKENS_MAX;
        }
    });

    /// @param signatures
    ///            throws for a token that was not signed by one of `keys`
    /// @param keys
    ///            another set whenever they were read again
    VerifiedTokens(JwtDecoder signatures, Supplier<JWKSet> keys, OAuth2TokenValidator<Jwt> stillGood) {
        this.signatures = signatures;
        this.keys = keys;
        this.stillGood = stillGood;
    }

    private record Verified(Jwt token, JWKSet by) {}

    @Override
    public Jwt decode(String text) {
        Jwt token = verified(text);
        OAuth2TokenValidatorResult result = stillGood.validate(token);
        if (result.hasErrors()) {
            throw new JwtValidationException("the access token is not good", result.getErrors());
        }
        return token;
    }

    /// The very set by which it was verified: one that was read later may be without a key.
    @SuppressWarnings("ReferenceEquality")
    private Jwt verified(String text) {
        JWKSet now = keys.get();
        Verified known = lately.get(text);
        if (known != null && known.by() == now) {
            return known.token();
        }
        Jwt token = signatures.decode(text);
        lately.put(text, new Verified(token, now));
        return token;
    }
}
