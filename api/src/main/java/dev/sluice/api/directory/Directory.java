package dev.sluice.api.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.api.sealing.WrappedKey;
import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityResult.Touched;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.identity.SignIn;
import dev.sluice.contracts.identity.SignInsView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.Topics;

/// Users, keys, sessions, addresses and wrapped data keys as the log has them. One thread writes, any number
/// read.
@Component
public class Directory {

    /// How long somebody who was erased is still known, for a last letter.
    public static final Duration LEAVER_KEPT = Leavers.KEPT;

    private final JsonMapper json = SluiceJson.mapper();
    private final Map<UserId, UserView> users = new ConcurrentHashMap<>();
    private final Map<String, KeyView> keysByHash = new ConcurrentHashMap<>();
    private final Map<UserId, Map<KeyId, KeyView>> keysByUser = new ConcurrentHashMap<>();
    private final Map<SessionId, SessionView> sessions = new ConcurrentHashMap<>();
    private final Map<UserId, Map<SessionId, SessionView>> sessionsByUser = new ConcurrentHashMap<>();
    private final Map<String, EmailView> emails = new ConcurrentHashMap<>();
    private final Map<UserId, String> claims = new ConcurrentHashMap<>();
    private final Map<UserId, SignInsView> signIns = new ConcurrentHashMap<>();
    private final Map<UserId, WrappedKey> dataKeys = new ConcurrentHashMap<>();
    private final Leavers leavers;

    Directory(Leavers leavers) {
        this.leavers = leavers;
    }

    public Optional<UserView> user(UserId userId) {
        return Optional.ofNullable(users.get(userId));
    }

    /// Everybody, in no order, as they are when each is looked at.
    public Stream<UserView> users() {
        return users.values().stream();
    }

    /// Whose own an address is, proven or not. Who claims another one beside it does not own that yet.
    public Optional<UserId> owner(String emailHash) {
        return Optional.ofNullable(emails.get(emailHash)).filter(view -> view.sealed() == null).map(EmailView::userId);
    }

    /// The address a user asked for and has not proven yet.
    public Optional<EmailView> claim(UserId userId) {
        return Optional.ofNullable(claims.get(userId)).map(emails::get)
                .filter(view -> view.userId().equals(userId) && view.sealed() != null);
    }

    public Optional<SessionView> session(SessionId sessionId) {
        return Optional.ofNullable(sessions.get(sessionId));
    }

    /// Sessions of a user that are not forgotten yet, oldest first.
    public List<SessionView> sessions(UserId userId) {
        return List.copyOf(sessionsByUser.getOrDefault(userId, Map.of()).values());
    }

    /// The last sign-ins of a user, failed ones too, oldest first.
    public List<SignIn> signIns(UserId userId) {
        SignInsView view = signIns.get(userId);
        return view == null ? List.of() : view.items();
    }

    /// Empty when the key does not exist or belongs to somebody else.
    public Optional<KeyView> key(UserId userId, KeyId keyId) {
        return Optional.ofNullable(keysByUser.getOrDefault(userId, Map.of()).get(keyId));
    }

    /// All keys a user ever made, newest first.
    public Collection<KeyView> keys(UserId userId) {
        Map<KeyId, KeyView> keys = keysByUser.get(userId);
        return keys instanceof ConcurrentSkipListMap<KeyId, KeyView> sorted
                ? List.copyOf(sorted.descendingMap().values())
                : List.of();
    }

    public Optional<WrappedKey> dataKey(UserId userId) {
        return Optional.ofNullable(dataKeys.get(userId));
    }

    /// Who was erased a moment ago; empty half a minute later.
    public Optional<Leaver> leaver(UserId userId) {
        return leavers.find(userId);
    }

    /// Whether a row of a view has reached this version here. A user counts as readable with its data key, and
    /// as erased without it.
    boolean isReadable(Touched touched) {
        return switch (touched.view()) {
            case USERS -> {
                UserId userId = new UserId(touched.key());
                UserView view = users.get(userId);
                yield reached(touched, view == null ? null : view.version())
                        && (view == null || dataKeys.containsKey(userId) != isErased(view));
            }
            case KEYS -> reached(touched, version(keysByHash.get(touched.key())));
            case EMAILS -> {
                EmailView view = emails.get(touched.key());
                yield reached(touched, view == null ? null : view.version());
            }
            case SESSIONS -> {
                SessionView view = sessions.get(new SessionId(touched.key()));
                yield reached(touched, view == null ? null : view.version());
            }
            case SIGN_INS -> {
                SignInsView view = signIns.get(new UserId(touched.key()));
                yield reached(touched, view == null ? null : view.version());
            }
        };
    }

    private static boolean isErased(UserView view) {
        return view.status() == UserView.Status.DELETED;
    }

    /// A gone row is readable when it is absent: rows never come back.
    private static boolean reached(Touched touched, @Nullable Long version) {
        return touched.version() == Touched.GONE ? version == null : version != null && version >= touched.version();
    }

    private static @Nullable Long version(@Nullable KeyView view) {
        return view == null ? null : view.version();
    }

    /// What a record of a view changes here, once it is run. Reading it is most of the work, and can be done by any
    /// thread; changes are run by one, in the order of their partition.
    Runnable change(ConsumerRecord<String, byte[]> record) {
        String topic = record.topic();
        if (topic.equals(Topics.IDENTITY_USERS.name())) {
            UserId userId = new UserId(record.key());
            UserView view = read(record, UserView.class);
            Instant at = Instant.ofEpochMilli(record.timestamp());
            return () -> user(userId, view, at);
        } else if (topic.equals(Topics.IDENTITY_EMAILS.name())) {
            EmailView view = read(record, EmailView.class);
            return () -> email(record.key(), view);
        } else if (topic.equals(Topics.IDENTITY_SIGN_INS.name())) {
            return putting(signIns, new UserId(record.key()), read(record, SignInsView.class));
        } else if (topic.equals(Topics.IDENTITY_PII_KEYS.name())) {
            UserId userId = new UserId(record.key());
            WrappedKey key = read(record, WrappedKey.class);
            Instant at = Instant.ofEpochMilli(record.timestamp());
            return () -> dataKey(userId, key, at);
        } else if (topic.equals(Topics.IDENTITY_KEYS.name())) {
            KeyView view = read(record, KeyView.class);
            return () -> key(record.key(), view);
        } else if (topic.equals(Topics.IDENTITY_SESSIONS.name())) {
            SessionId sessionId = new SessionId(record.key());
            SessionView view = read(record, SessionView.class);
            return () -> session(sessionId, view);
        }
        throw new IllegalArgumentException("topic " + topic + " (expected: a view of identity)");
    }

    private <T> @Nullable T read(ConsumerRecord<String, byte[]> record, Class<T> type) {
        byte[] value = record.value();
        return value == null ? null : json.readValue(value, type);
    }

    /// Forgets who left long enough ago.
    void forgetLeavers() {
        leavers.forget();
    }

    private void user(UserId userId, @Nullable UserView view, Instant at) {
        UserView old = users.get(userId);
        if (view != null && isErased(view) && old != null && old.sealed() != null) {
            leavers.left(old, at);
        }
        put(users, userId, view);
    }

    private void dataKey(UserId userId, @Nullable WrappedKey key, Instant at) {
        WrappedKey old = dataKeys.get(userId);
        if (key == null && old != null) {
            leavers.left(old, at);
        }
        put(dataKeys, userId, key);
    }

    /// The row by which a write counts as readable changes last: whoever waited for it finds it by user too. The
    /// rows of a key's secrets come in any order; the newest one of a present secret is the key.
    private void key(String hash, @Nullable KeyView view) {
        KeyView old = keysByHash.get(hash);
        if (view != null && view.replacedUntil() == null) {
            keysByUser.computeIfAbsent(view.userId(), _ -> new ConcurrentSkipListMap<>()).merge(view.keyId(), view,
                    (known, read) -> read.version() >= known.version() ? read : known);
        } else if (view == null && old != null && old.replacedUntil() == null) {
            keysByUser.getOrDefault(old.userId(), Map.of()).remove(old.keyId());
        }
        put(keysByHash, hash, view);
    }

    private void email(String hash, @Nullable EmailView view) {
        EmailView old = emails.get(hash);
        if (old != null) {
            claims.remove(old.userId(), hash);
        }
        put(emails, hash, view);
        if (view != null && view.sealed() != null) {
            claims.put(view.userId(), hash);
        }
    }

    private void session(SessionId sessionId, @Nullable SessionView view) {
        SessionView old = sessions.get(sessionId);
        if (view != null) {
            sessionsByUser.computeIfAbsent(view.userId(), _ -> new ConcurrentSkipListMap<>()).put(sessionId, view);
        } else if (old != null) {
            sessionsByUser.getOrDefault(old.userId(), Map.of()).remove(sessionId);
        }
        put(sessions, sessionId, view);
    }

    private static <K, V> Runnable putting(Map<K, V> map, K key, @Nullable V value) {
        return () -> put(map, key, value);
    }

    private static <K, V> void put(Map<K, V> map, K key, @Nullable V value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }
}
