package dev.sluice.api.letters;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/// Remembers letters that left (`sluice:letter:<event id>`, a day and more): an instance that sent one and
/// could not say so any more does not make another send it again. May be lost: then one letter may come twice.
@Component
class SentLetters {

    private static final Logger LOG = LoggerFactory.getLogger(SentLetters.class);
    private static final Duration REMEMBERED = Letters.NEWS_KEPT.plusHours(2);

    private final StringRedisTemplate redis;

    SentLetters(StringRedisTemplate redis) {
        this.redis = redis;
    }

    boolean isSent(String id) {
        try {
            return redis.hasKey(name(id));
        } catch (DataAccessException away) {
            return false;
        }
    }

    void sent(String id) {
        try {
            redis.opsForValue().set(name(id), "1", REMEMBERED);
        } catch (DataAccessException away) {
            LOG.atDebug().log("Redis is away: a letter may come twice");
        }
    }

    private static String name(String id) {
        return "sluice:letter:" + id;
    }
}
