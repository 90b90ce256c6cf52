package dev.sluice.streams.watching;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.accounts.rows.RowCodec;
import dev.sluice.streams.accounts.rows.StoredRows;
import dev.sluice.streams.accounts.rows.UserRow;
import dev.sluice.streams.running.TaskPositions;
import dev.sluice.streams.serving.Materialiser;

/// Looks about once a second at everything of the partitions that are decided here, so that each partition is watched
/// by one instance. What it finds is counted, shown and told, never put right.
public final class LiveVerifier {

    private final Logger log = LoggerFactory.getLogger(LiveVerifier.class);
    private final TaskPositions positions;
    private final TaskPositions views;
    private final InstantSource clock;
    private final WatchingMeters meters;
    private final OutputsFollower outputs;
    private final AccountsRound round = new AccountsRound();
    private final RedisWatch redis;
    private final ServingDelay delay;
    private Set<Integer> watched = Set.of();

    /// Where everything is, and how long what is on its way may take.
    ///
    /// @param settling
    ///            after which what should have come is missing
    public record Settings(String kafka, String redis, String deciderGroup, Duration settling) {}

    /// @param positions
    ///            of the decider in `account.events`
    /// @param views
    ///            of `account.view`
    public LiveVerifier(Settings settings, TaskPositions positions, TaskPositions views, InstantSource clock,
            MeterRegistry registry) {
        this.positions = positions;
        this.views = views;
        this.clock = clock;
        this.meters = new WatchingMeters(registry, clock);
        Violations violations = new Violations(registry);
        this.outputs = new OutputsFollower(settings.kafka(), violations, clock, settings.settling(), this::limit);
        this.redis = new RedisWatch(settings.redis(), clock, violations, new DriftAlerts(settings.kafka(), clock),
                settings.settling());
        this.delay = new ServingDelay(positions, settings.deciderGroup(), views, Materialiser.GROUP);
    }

    /// One look at everything. One that fails, because Kafka or Redis is away, is done again later: whether the
    /// service can be used is not for its verifier to say.
    public void look() {
        try {
            lookAtAll(positions.active());
            meters.looked(clock.millis());
        } catch (RuntimeException failure) {
            log.atWarn().addKeyValue("cause", failure.toString()).log("the verifier could not look at everything");
        }
    }

    private void lookAtAll(Set<Integer> mine) {
        Set<Integer> gone = new HashSet<>(watched);
        gone.removeAll(mine);
        redis.forget(gone);
        round.retain(mine);
        watched = Set.copyOf(mine);
        outputs.look(mine);
        meters.ledger(outputs.sums());
        meters.lag(outputs.lag());
        delay.look(mine, clock.millis());
        meters.delay(delay.millis(clock.millis()));
        lookAtRows(mine);
    }

    private void lookAtRows(Set<Integer> mine) {
        OpenLetters letters = OpenLetters.NONE;
        long compared = 0;
        try {
            for (int partition : mine) {
                Optional<ReadOnlyKeyValueStore<String, byte[]>> rows = positions.rows(partition);
                if (rows.isPresent()) {
                    letters = letters.plus(OpenLetters.of(rows.get()));
                    List<UserId> users = round.look(partition, rows.get());
                    compared += redis.look(partition, rows.get(), users);
                }
            }
            meters.letters(letters);
            meters.overdrawn(round);
        } catch (InvalidStateStoreException moved) {
            // The partition goes to another instance, or comes: the next look knows.
            redis.forget(mine);
        } finally {
            meters.compared(compared);
        }
    }

    /// What the limits of a user admit in a minute. With `POSTPAID` a relay may go on by itself while Redis is away.
    private OptionalLong limit(int partition, String user) {
        try {
            return positions.<String>rows(partition).map(rows -> rows.get(StoredRows.userKey(new UserId(user))))
                    .map(RowCodec::user).filter(row -> row.mode() != PlanMode.POSTPAID).map(LiveVerifier::limit)
                    .orElse(OptionalLong.empty());
        } catch (InvalidStateStoreException moved) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong limit(UserRow row) {
        Long rpm = row.policy().limits().rpm();
        return rpm == null ? OptionalLong.empty() : OptionalLong.of(rpm);
    }

    public void end() {
        outputs.close();
        redis.close();
        views.close();
    }
}
