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
import dev.sluice.relay.exchange.KeyDirectory;
import dev.sluice.relay.exchange.OpenRequests;

/// The replica of `identity.keys` and `identity.users`. A key or user that may not be used any more is cut
/// from
/// its open requests the moment its record arrives.
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
        if (json == null) {
            KeyView gone = keys.remove(hash);
            if (gone != null) {
                openRequests.cutKey(gone.keyId());
            }
            return;
        }
        KeyView key = SluiceJson.mapper().readValue(json, KeyView.class);
        keys.put(hash, key);
        if (key.status() != KeyView.Status.ACTIVE) {
            openRequests.cutKey(key.keyId());
        }
    }

    private void takeUser(ConsumerRecord<String, byte[]> found) {
        UserId userId = new UserId(found.key());
        byte[] json = found.value();
        if (json == null) {
            users.remove(userId);
            openRequests.cutUser(userId);
            return;
        }
        UserView user = SluiceJson.mapper().readValue(json, UserView.class);
        users.put(userId, user);
        if (user.status() != UserView.Status.ACTIVE) {
            openRequests.cutUser(userId);
        }
    }
}
