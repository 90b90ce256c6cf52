package dev.sluice.relay.keys;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyHash;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.relay.exchange.caller.KeyDirectory;
import dev.sluice.relay.exchange.open.OpenRequests;

/// The replica of `identity.keys` and `identity.users`, packed. The open requests of a key or user that changed are
/// judged again the moment its record arrives.
public final class ReplicatedKeys implements KeyDirectory {

    private static final Lookup UNKNOWN = new Lookup.Unknown();
    private static final Lookup LOADING = new Lookup.Loading();

    private final Map<HashBits, PackedKey> keys = new ConcurrentHashMap<>();
    private final Map<UUID, UserRules> users = new ConcurrentHashMap<>();
    private final Shared<PackedKey.Rules> keyRules = new Shared<>();
    private final Shared<UserRules> userRules = new Shared<>();
    private final OpenRequests openRequests;
    private final TopicReplica replica;

    /// `consumers` makes consumers without a group.
    public ReplicatedKeys(Supplier<Consumer<String, byte[]>> consumers, OpenRequests openRequests) {
        this.openRequests = openRequests;
        this.replica = new TopicReplica("keys", Map.of(
                Topics.IDENTITY_KEYS.name(), this::takeKey,
                Topics.IDENTITY_USERS.name(), this::takeUser), consumers);
    }

    /// How far the replica is, for readiness.
    public TopicReplica replica() {
        return replica;
    }

    public void start() {
        replica.start();
    }

    public void stop() {
        replica.stop();
    }

    @Override
    public Lookup find(KeyHash hash) {
        if (!replica.isMet()) {
            return LOADING;
        }
        PackedKey key = keys.get(HashBits.of(hash));
        UserRules user = key == null ? null : users.get(key.user());
        return key == null || user == null ? UNKNOWN : new Lookup.Known(key.view(), user.view(key.user()));
    }

    /// Keys known.
    public int count() {
        return keys.size();
    }

    private void takeKey(ConsumerRecord<String, byte[]> found) {
        HashBits hash = HashBits.of(new KeyHash(found.key()));
        byte[] json = found.value();
        PackedKey key = json == null
                ? null
                : PackedKey.of(SluiceJson.mapper().readValue(json, KeyView.class), keyRules);
        PackedKey before = key == null ? keys.remove(hash) : keys.put(hash, key);
        if (before != null && !before.equals(key)) {
            openRequests.keyChanged(before.keyId());
        }
    }

    private void takeUser(ConsumerRecord<String, byte[]> found) {
        UserId userId = new UserId(found.key());
        byte[] json = found.value();
        UserRules user = json == null
                ? null
                : userRules.of(UserRules.of(SluiceJson.mapper().readValue(json, UserView.class)));
        UUID id = PackedKey.uuid(userId);
        UserRules before = user == null ? users.remove(id) : users.put(id, user);
        if (before != null && !before.equals(user)) {
            openRequests.userChanged(userId);
        }
    }
}
