package dev.sluice.relay.keys;

import java.util.Map;
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

/// The replica of `identity.keys` and `identity.users`. The open requests of a key or user that changed are
/// judged again the moment its record arrives.
public final class ReplicatedKeys implements KeyDirectory {

    private static final Lookup UNKNOWN = new Lookup.Unknown();
    private static final Lookup LOADING = new Lookup.Loading();

    private final Map<KeyHash, KeyView> keys = new ConcurrentHashMap<>();
    private final Map<UserId, UserView> users = new ConcurrentHashMap<>();
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
        KeyView key = keys.get(hash);
        UserView user = key == null ? null : users.get(key.userId());
        return key == null || user == null ? UNKNOWN : new Lookup.Known(key, user);
    }

    /// Keys known.
    public int count() {
        return keys.size();
    }

    private void takeKey(ConsumerRecord<String, byte[]> found) {
        KeyHash hash = new KeyHash(found.key());
        byte[] json = found.value();
        KeyView key = json == null ? null : SluiceJson.mapper().readValue(json, KeyView.class);
        KeyView before = key == null ? keys.remove(hash) : keys.put(hash, key);
        if (before != null && !before.equals(key)) {
            openRequests.keyChanged(before.keyId());
        }
    }

    private void takeUser(ConsumerRecord<String, byte[]> found) {
        UserId userId = new UserId(found.key());
        byte[] json = found.value();
        UserView user = json == null ? null : SluiceJson.mapper().readValue(json, UserView.class);
        UserView before = user == null ? users.remove(userId) : users.put(userId, user);
        if (before != null && !before.equals(user)) {
            openRequests.userChanged(userId);
        }
    }
}
