package dev.sluice.relay.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.relay.refusal.Refusal;

/// The bound on requests that cost nothing and count against no limit: counting tokens, lists of models. Each
/// key has a bucket of its own on each relay; one `/context` of Claude Code asks 25 times within 0.2 s. Safe
/// for several threads.
final class FreeRequests {

    static final int BURST = 100;
    static final int PER_SECOND = 10;
    /// The keys that asked last; one that is forgotten starts with a full bucket.
    static final int KEYS_MAX = 10_000;
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Map<KeyId, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<KeyId, Bucket> eldest) {
            return size() > KEYS_MAX;
        }
    };

    FreeRequests(InstantSource clock) {
        this.clock = clock;
    }

    /// Takes one; empty when there was one.
    synchronized Optional<Refusal> take(KeyId key) {
        Instant now = clock.instant();
        Bucket bucket = buckets.getOrDefault(key, new Bucket(BURST, now)).filledUntil(now);
        boolean empty = bucket.left < 1;
        buckets.put(key, empty ? bucket : new Bucket(bucket.left - 1, now));
        return empty
                ? Optional
                        .of(new Refusal.WindowFull(PER_SECOND + " free requests per second for this key", AGAIN_AFTER))
                : Optional.empty();
    }

    private record Bucket(double left, Instant at) {

        Bucket filledUntil(Instant now) {
            double seconds = Math.max(0, Duration.between(at, now).toMillis()) / 1_000.0;
            return new Bucket(Math.min(BURST, left + seconds * PER_SECOND), now);
        }
    }
}
