package dev.sluice.api.commands;

import java.security.SecureRandom;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.api.sealing.Pepper;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;

/// Ids of commands: keyed hash of principal, route and `Idempotency-Key`, or random where there is none.
@Component
public class CommandIds {

    private static final int RANDOM_BYTES = 32;

    private final Pepper pepper;
    private final SecureRandom random;

    CommandIds(Pepper pepper, SecureRandom random) {
        this.pepper = pepper;
        this.random = random;
    }

    public CommandId fresh() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new CommandId(HexFormat.of().formatHex(bytes), "");
    }

    /// Of a request by a signed-in user. `said` is what the request asked for, as a record.
    public CommandId of(UserId principal, String route, @Nullable String idempotencyKey, Record said) {
        if (idempotencyKey == null) {
            return fresh();
        }
        String fingerprint = pepper.hex("fingerprint", SluiceJson.mapper().writeValueAsString(said));
        return new CommandId(pepper.hex("command", principal.value(), route, idempotencyKey), fingerprint);
    }
}
