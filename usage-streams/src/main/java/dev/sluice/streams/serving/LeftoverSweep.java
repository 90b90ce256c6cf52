package dev.sluice.streams.serving;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanCursor;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.admission.SweepRequest;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.topics.Partitions;

/// Goes once a minute through the accounts that have local reservations and sweeps those whose oldest one is
/// more than a minute old: nobody may ask for them again. A few keys at a time. Not thread-safe.
final class LeftoverSweep {

    static final Duration ROUND = Duration.ofSeconds(60);
    private static final Duration OLD = Duration.ofSeconds(60);
    private static final int KEYS_PER_STEP = 1_000;
    /// A sweep looks at a part of a large account: as long as it finds something it is called again.
    private static final int CALLS_MAX = 10;
    private static final String PREFIX = "sluice:r:{";

    private final int partitions;
    private ScanCursor cursor = ScanCursor.FINISHED;
    private long roundStartedNanos;

    LeftoverSweep(int partitions, long nowNanos) {
        this.partitions = partitions;
        this.roundStartedNanos = nowNanos;
    }

    /// Partitions of this writer and the watermarks it has published.
    interface Published {
        Optional<Map<JournalId, Long>> of(int partition);
    }

    /// The next few keys, if a round is due.
    ///
    /// @return how many reservations were released
    long step(RedisLink link, Published published, long nowNanos) {
        if (cursor.isFinished()) {
            if (nowNanos - roundStartedNanos < ROUND.toNanos()) {
                return 0;
            }
            roundStartedNanos = nowNanos;
            cursor = ScanCursor.INITIAL;
        }
        KeyScanCursor<String> found = link.scan(cursor, PREFIX + "*", KEYS_PER_STEP);
        cursor = found;
        long now = link.millis();
        return found.getKeys().stream().mapToLong(key -> sweep(link, key, published, now)).sum();
    }

    private long sweep(RedisLink link, String key, Published published, long now) {
        UserId user = new UserId(key.substring(PREFIX.length(), key.length() - 1));
        Optional<Map<JournalId, Long>> watermarks = published.of(Partitions.of(user.value(), partitions));
        boolean old = link.field(RedisKeys.reservations(user), "first").map(Long::parseLong)
                .filter(first -> first < now - OLD.toMillis()).isPresent();
        if (!old || watermarks.isEmpty()) {
            return 0;
        }
        ScriptCall call = ScriptCall.of(new SweepRequest(user, watermarks.get()));
        long released = 0;
        for (int i = 0; i < CALLS_MAX; i++) {
            long removed = SweepRequest.parse(link.call(List.of(call)).getFirst()).removed();
            if (removed == 0) {
                break;
            }
            released += removed;
        }
        return released;
    }
}
