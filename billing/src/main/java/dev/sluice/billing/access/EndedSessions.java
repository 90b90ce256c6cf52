package dev.sluice.billing.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import dev.sluice.billing.log.TopicFollower;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.json.SluiceJson;

/// The sessions that ended before they expired, from `identity.sessions`: what a logout means here. Only they
/// are kept, and only until their expiry, when no access token of theirs can be valid any more.
final class EndedSessions implements TopicFollower.Sink {

    private static final Logger LOG = LoggerFactory.getLogger(EndedSessions.class);
    private static final int TAKEN_PER_PRUNING = 10_000;

    private final InstantSource clock;
    private final Map<String, Instant> expiryById = new ConcurrentHashMap<>();
    private volatile boolean complete;
    private int taken;

    EndedSessions(InstantSource clock) {
        this.clock = clock;
    }

    /// False until the topic has been read once: before that nobody's session is known to be alive.
    boolean isComplete() {
        return complete;
    }

    boolean contains(String sessionId) {
        return expiryById.containsKey(sessionId);
    }

    @Override
    public void take(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            expiryById.remove(record.key());
        } else {
            take(record.key(), value);
        }
        if (++taken % TAKEN_PER_PRUNING == 0) {
            Instant now = clock.instant();
            expiryById.values().removeIf(expiry -> expiry.isBefore(now));
        }
    }

    @Override
    public void caughtUp() {
        complete = true;
    }

    /// Deny on error: a session that cannot be read counts as ended for as long as a session can live.
    private void take(String id, byte[] value) {
        try {
            SessionView session = SluiceJson.mapper().readValue(value, SessionView.class);
            switch (session.status()) {
                case ACTIVE -> expiryById.remove(id);
                case ENDED -> expiryById.put(id, session.expiresAt());
            }
        } catch (JacksonException unreadable) {
            LOG.atError().addKeyValue("sessionId", id).log("session cannot be read and counts as ended");
            expiryById.put(id, Instant.MAX);
        }
    }
}
