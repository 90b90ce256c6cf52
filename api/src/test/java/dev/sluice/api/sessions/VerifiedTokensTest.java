package dev.sluice.api.sessions;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A signature is verified once while the keys are the same; whether the session lives is asked every time.
class VerifiedTokensTest {

    private final AtomicReference<JWKSet> keys = new AtomicReference<>(new JWKSet());
    private final AtomicBoolean lives = new AtomicBoolean(true);
    private final List<String> verified = new ArrayList<>();
    private final VerifiedTokens tokens = new VerifiedTokens(this::verify, keys::get, _ -> lives.get()
            ? OAuth2TokenValidatorResult.success()
            : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "the session has ended", null)));

    private Jwt verify(String text) {
        verified.add(text);
        if (text.equals("forged")) {
            throw new BadJwtException("not signed by us");
        }
        return Jwt.withTokenValue(text).header("alg", "ES256").subject("cu_1").build();
    }

    @Test
    void verifiesASignatureOnce() {
        assertThat(tokens.decode("good")).isSameAs(tokens.decode("good"));
        assertThat(verified).containsExactly("good");
    }

    @Test
    void verifiesItAgainOnceTheKeysWereRead() {
        tokens.decode("good");
        keys.set(new JWKSet());
        tokens.decode("good");

        assertThat(verified).containsExactly("good", "good");
    }

    @Test
    void asksEachTimeWhetherItIsStillGood() {
        tokens.decode("good");
        lives.set(false);

        assertThatThrownBy(() -> tokens.decode("good")).isInstanceOf(JwtValidationException.class);
    }

    @Test
    void remembersNothingOfAForgedOne() {
        assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);

        assertThat(verified).containsExactly("forged", "forged");
    }
}
