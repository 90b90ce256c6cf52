package dev.sluice.streams.reaping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.streams.running.TaskPositions;
import dev.sluice.streams.serving.RedisLink;

/// Looks after the journals of the partitions this instance decides. One is closed when its lease has been
/// absent for thirty seconds while Redis was known to have its data, and after that the partition was read to
/// its end. Silence in the log proves nothing: Kafka may have been away.
public final class Reaper {

    /// A request of a closed journal is left alone for as long: a relay that was away may still end it.
    static final Duration ORPHANED_AFTER = Duration.ofHours(1);
    private static final Duration ORPHANS_LOOKED_FOR_EVERY = Duration.ofMinutes(1);

    private final Logger log = LoggerFactory.getLogger(Reaper.class);
    private final Duration absence;
    private final TaskPositions positions;
    private final RedisClient redis;
    private final InstantSource clock;
    private final Counter closed;
    private final Counter abandoned;
    private final Closings closings;
    private final AtomicLong oldestOpenMillis = new AtomicLong();
    private final Map<Integer, Absences> absences = new HashMap<>();
    /// Lost journals and the end their partition had when that was found out.
    private final Map<Integer, Map<JournalId, Long>> lost = new HashMap<>();
    private Optional<RedisLink> link = Optional.empty();
    private Instant orphansLookedFor = Instant.MIN;

    public Reaper(String bootstrapServers, String redisAddress, Duration absence, TaskPositions positions,
            InstantSource clock, MeterRegistry meters) {
        this.absence = absence;
        this.positions = positions;
        this.redis = RedisLink.client(redisAddress);
        this.clock = clock;
        this.closings = new Closings(bootstrapServers, clock);
        this.closed = meters.counter("streams.reaper.journals.closed");
        this.abandoned = meters.counter("streams.reaper.requests.abandoned");
        Gauge.builder("streams.open.oldest.seconds", oldestOpenMillis, millis -> age(millis.get()))
                .description("age of the oldest open reservation").register(meters);
    }

    /// One look at everything; called about once a second.
    public void look() {
        Set<Integer> mine = positions.active();
        absences.keySet().retainAll(mine);
        lost.keySet().retainAll(mine);
        oldestOpenMillis.set(mine.stream().map(positions::<String>rows).flatMap(Optional::stream)
                .map(rows -> new OpenRequests(rows).oldestMillis()).flatMapToLong(OptionalLong::stream).min()
                .orElse(0));
        abandonOrphans(mine);
        try {
            RedisLink seen = link.orElseGet(() -> RedisLink.open(redis));
            link = Optional.of(seen);
            mine.forEach(partition -> positions.<String>rows(partition)
                    .ifPresent(rows -> look(seen, partition, new OpenRequests(rows))));
        } catch (RedisException away) {
            absences.clear();
            lost.clear();
            link.ifPresent(RedisLink::close);
            link = Optional.empty();
            throw away;
        }
    }

    /// Needs no lease: their journals are closed.
    private void abandonOrphans(Set<Integer> mine) {
        Instant now = clock.instant();
        if (now.isBefore(orphansLookedFor)) {
            return;
        }
        orphansLookedFor = now.plus(ORPHANS_LOOKED_FOR_EVERY);
        for (int partition : mine) {
            List<OpenRequests.Open> orphans = positions.<String>rows(partition).map(rows -> new OpenRequests(rows)
                    .orphans(now.minus(ORPHANED_AFTER).toEpochMilli())).orElse(List.of());
            if (!orphans.isEmpty()) {
                closings.abandon(partition, orphans);
                abandoned.increment(orphans.size());
                log.atWarn().addKeyValue("partition", partition).addKeyValue("abandoned", orphans.size())
                        .log("open requests of closed journals are abandoned");
            }
        }
    }

    private void look(RedisLink seen, int partition, OpenRequests requests) {
        Absences here = absences.computeIfAbsent(partition, _ -> new Absences(absence));
        Map<JournalId, Long> lostHere = lost.computeIfAbsent(partition, _ -> new HashMap<>());
        boolean trusted = seen.get(RedisKeys.sentinel(partition)).filter(seen.server().sentinel()::equals).isPresent();
        if (!trusted) {
            here.reset();
            lostHere.clear();
            return;
        }
        Set<JournalId> open = requests.journals();
        here.retain(open);
        lostHere.keySet().retainAll(open);
        for (JournalId journal : open) {
            if (seen.exists(RedisKeys.journalLease(journal))) {
                here.present(journal);
                lostHere.remove(journal);
            } else if (here.absent(journal, System.nanoTime())) {
                lose(partition, journal, lostHere, requests);
            }
        }
    }

    /// Found lost, then read to the end that the partition had then: only now its open requests are known.
    private void lose(int partition, JournalId journal, Map<JournalId, Long> lostHere, OpenRequests requests) {
        Long end = lostHere.get(journal);
        if (end == null) {
            lostHere.put(journal, positions.ends(Set.of(partition)).getOrDefault(partition, Long.MAX_VALUE));
        } else if (positions.committed(partition) >= end && requests.isOpen(journal)) {
            int requestsLeft = closings.close(partition, journal, requests);
            lostHere.remove(journal);
            closed.increment();
            abandoned.increment(requestsLeft);
            log.atWarn().addKeyValue("journal", journal).addKeyValue("partition", partition)
                    .addKeyValue("abandoned", requestsLeft).log("journal of a lost relay is closed");
        }
    }

    private double age(long oldestMillis) {
        return oldestMillis == 0 ? 0 : Math.max(0, clock.millis() - oldestMillis) / 1_000.0;
    }

    public void end() {
        closings.close();
        link.ifPresent(RedisLink::close);
        redis.shutdown();
    }
}
