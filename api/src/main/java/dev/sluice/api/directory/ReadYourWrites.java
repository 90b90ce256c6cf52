package dev.sluice.api.directory;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.log.KafkaSettings;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.identity.IdentityResult.Touched;
import dev.sluice.contracts.identity.IdentityResult.View;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

/// Makes a write visible to the next read of any instance. The writer waits until its own directory has the
/// changed rows and leaves in Redis (`sluice:ver:{userId}`, one minute) how far it had read those partitions;
/// a reader waits until it has read as far. Without Redis readers of other instances may be a moment behind.
@Component
public class ReadYourWrites {

    private static final Logger LOG = LoggerFactory.getLogger(ReadYourWrites.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Directory directory;
    private final Progress progress;
    private final StringRedisTemplate redis;
    private final KafkaSettings kafka;
    private final Duration patience;

    ReadYourWrites(Directory directory, Progress progress, StringRedisTemplate redis, KafkaSettings kafka,
            ApiProperties properties) {
        this.directory = directory;
        this.progress = progress;
        this.redis = redis;
        this.kafka = kafka;
        this.patience = properties.answers().readable();
    }

    /// Waits until all that a command changed can be read here, and tells the other instances. False when that
    /// took too long.
    public boolean afterWrite(IdentityResult result) throws InterruptedException {
        boolean readable = progress.await(() -> result.touched().stream().allMatch(directory::isReadable), patience);
        if (readable && !result.touched().isEmpty()) {
            remember(result);
        }
        return readable;
    }

    /// Waits until what the user wrote anywhere can be read here; after the patience it reads what there is.
    public void beforeRead(UserId userId) throws InterruptedException {
        Map<String, String> wanted = wanted(userId);
        if (!wanted.isEmpty()) {
            boolean reached = progress.await(() -> wanted.entrySet().stream().allMatch(this::reached), patience);
            if (!reached) {
                LOG.atWarn().addKeyValue("userId", userId).log("a read did not wait for the user's last write");
            }
        }
    }

    private boolean reached(Entry<String, String> wanted) {
        return progress.position(wanted.getKey()) >= Long.parseLong(wanted.getValue());
    }

    private Map<String, String> wanted(UserId userId) {
        try {
            return redis.<String, String>opsForHash().entries(name(userId));
        } catch (DataAccessException away) {
            return Map.of();
        }
    }

    private void remember(IdentityResult result) {
        Map<String, String> positions = new LinkedHashMap<>();
        for (Touched touched : result.touched()) {
            TopicSpec topic = topic(touched.view());
            String partition = topic.name() + "/"
                    + Partitions.of(touched.key(), topic.partitions(kafka.deployment()));
            positions.put(partition, Long.toString(progress.position(partition)));
        }
        try {
            redis.<String, String>opsForHash().putAll(name(result.userId()), positions);
            redis.expire(name(result.userId()), REMEMBERED);
        } catch (DataAccessException away) {
            LOG.atDebug().log("Redis is away: other instances may be a moment behind");
        }
    }

    private static TopicSpec topic(View view) {
        return switch (view) {
            case USERS -> Topics.IDENTITY_USERS;
            case KEYS -> Topics.IDENTITY_KEYS;
            case EMAILS -> Topics.IDENTITY_EMAILS;
            case SESSIONS -> Topics.IDENTITY_SESSIONS;
            case SIGN_INS -> Topics.IDENTITY_SIGN_INS;
        };
    }

    private static String name(UserId userId) {
        return "sluice:ver:{" + userId.value() + "}";
    }
}
