package dev.sluice.api.sealing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;

/// One data key per user, wrapped by the key-encryption key. Destroying the wrapped key makes everything
/// sealed with it unreadable.
@Component
public class DataKeys {

    private static final int KEY_BYTES = 32;

    private final byte[] kek;
    private final SecureRandom random;
    private final Sealer sealer;
    private final JsonMapper json = SluiceJson.mapper();

    DataKeys(SecretFiles secrets, SecureRandom random) {
        this.kek = secrets.kek().reveal();
        this.random = random;
        this.sealer = new Sealer(random);
    }

    /// A new key for a new user, wrapped.
    public WrappedKey create(UserId userId) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new WrappedKey(userId, sealer.seal(kek, about(userId, "key"), key));
    }

    /// Seals what is told apart by `kind`: a value opens only as what it was sealed as.
    public String seal(WrappedKey key, String kind, Record plain) {
        return sealer.seal(unwrap(key), about(key.userId(), kind), json.writeValueAsBytes(plain));
    }

    public <T extends Record> T open(WrappedKey key, String kind, String sealed, Class<T> type) {
        return json.readValue(sealer.open(unwrap(key), about(key.userId(), kind), sealed), type);
    }

    /// Seals a text under a key that is derived from another secret and stored nowhere.
    public String sealUnder(byte[] key, String about, String plain) {
        return sealer.seal(key, about, plain.getBytes(StandardCharsets.UTF_8));
    }

    /// Empty when the key is another one.
    public Optional<String> openUnder(byte[] key, String about, String sealed) {
        try {
            byte[] plain = sealer.open(key, about, sealed);
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (IllegalStateException otherKey) {
            return Optional.empty();
        }
    }

    private byte[] unwrap(WrappedKey key) {
        return sealer.open(kek, about(key.userId(), "key"), key.wrapped());
    }

    private static String about(UserId userId, String kind) {
        return kind + "|" + userId.value();
    }
}
