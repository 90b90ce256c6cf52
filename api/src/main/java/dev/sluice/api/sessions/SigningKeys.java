package dev.sluice.api.sessions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.sluice.api.sealing.InvalidSecretException;
import dev.sluice.api.sealing.SecretFiles;

/// The key that signs access tokens now, and all whose tokens are good. The files are looked at again every ten
/// seconds, so that a key is replaced while everybody stays signed in: see `docs/how-to/rotate-signing-keys.md`.
@Component
class SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(10);

    private final SecretFiles secrets;
    private final InstantSource clock;
    private volatile Known known;

    SigningKeys(SecretFiles secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
        this.known = read(secrets, clock.instant());
    }

    private record Known(ECKey signing, JWKSet verifying, Instant readAt) {}

    /// With its private part.
    ECKey signing() {
        return current().signing();
    }

    /// Public parts only.
    JWKSet verifying() {
        return current().verifying();
    }

    /// Files that cannot be read, in the middle of a change, leave everything as it is.
    private Known current() {
        Known last = known;
        Instant now = clock.instant();
        if (now.isBefore(last.readAt().plus(LOOKED_AT_EVERY))) {
            return last;
        }
        Known next;
        try {
            next = read(secrets, now);
        } catch (InvalidSecretException | IllegalStateException e) {
            LOG.atWarn().addKeyValue("problem", e.getMessage()).log("signing keys stay as they were");
            next = new Known(last.signing(), last.verifying(), now);
        }
        known = next;
        return next;
    }

    private static Known read(SecretFiles secrets, Instant now) {
        ECKey signing = SigningKey.parse(secrets.signingKeyPem());
        List<JWK> verifying = new ArrayList<>();
        verifying.add(signing.toPublicJWK());
        secrets.otherSigningKeyPems().stream().map(SigningKey::parse).map(ECKey::toPublicJWK)
                .filter(key -> verifying.stream().noneMatch(other -> other.getKeyID().equals(key.getKeyID())))
                .forEach(verifying::add);
        return new Known(signing, new JWKSet(verifying), now);
    }
}
