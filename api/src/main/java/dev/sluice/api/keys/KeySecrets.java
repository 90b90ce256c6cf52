package dev.sluice.api.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.api.sealing.DataKeys;
import dev.sluice.api.sealing.Pepper;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.ids.UserId;

/// Makes secrets, and gives one back to whoever repeats the request that made it: it is kept encrypted under
/// a key derived from the raw `Idempotency-Key`, which nobody stores.
@Component
class KeySecrets {

    private static final String ABOUT = "key-secret";

    private final SecureRandom random;
    private final DataKeys dataKeys;
    private final Pepper pepper;

    KeySecrets(SecureRandom random, DataKeys dataKeys, Pepper pepper) {
        this.random = random;
        this.dataKeys = dataKeys;
        this.pepper = pepper;
    }

    KeySecret generate() {
        return KeySecret.generate(random);
    }

    /// Null without an `Idempotency-Key`: then there is no repeat.
    @Nullable
    String replay(UserId userId, @Nullable String idempotencyKey, KeySecret secret) {
        return idempotencyKey == null
                ? null
                : dataKeys.sealUnder(derived(userId, idempotencyKey), ABOUT, secret.reveal());
    }

    /// The secret that the command really made: of the first request, if this one repeats it.
    KeySecret made(UserId userId, @Nullable String idempotencyKey, IdentityResult result, KeySecret proposed) {
        String replay = result.replay();
        return replay == null || idempotencyKey == null
                ? proposed
                : dataKeys.openUnder(derived(userId, idempotencyKey), ABOUT, replay).map(KeySecret::new)
                        .orElse(proposed);
    }

    private byte[] derived(UserId userId, String idempotencyKey) {
        return pepper.mac("key-replay", userId.value().getBytes(StandardCharsets.UTF_8),
                idempotencyKey.getBytes(StandardCharsets.UTF_8));
    }
}
