package dev.sluice.quickstart.journeys;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.quickstart.journeys.Load.Seen;
import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever is killed during steady load: every answer that a client received whole is recorded exactly once
/// with its exact tokens, nothing is recorded twice, the balance is the sum of the records, each answer
/// that was cut is closed, and everything stored is what the log gives when it is decided again.
@ExtendWith(RunningPlatform.class)
class NothingIsLostJourneyIT {

    private static final boolean LONG = Boolean.getBoolean("sluice.long");
    private static final int REQUESTS = LONG ? 2_000 : 400;
    /// Steady for 100 seconds: longer than what is stopped or killed needs to come back.
    private static final int PER_SECOND_LONG = 20;
    private static final Duration KAFKA_AWAY = Duration.ofSeconds(LONG ? 30 : 5);
    /// Half a second per stream, so that some are always open.
    private static final Duration PAUSE = Duration.ofMillis(100);
    /// A machine that is slow to start a relay again leaves fewer answers to check, but never next to none.
    private static final int WHOLE_SHARE_MIN = 8;
    /// The free plan admits 120 a minute.
    private static final int REQUESTS_EACH = 100;

    /// What happens to the platform, how often.
    enum Disturbance {
        RELAY_KILLED(3, 10, Disturbing::killTheRelayOnceItIsBack),
        USAGE_STREAMS_KILLED(2, 40, platform -> platform.kill("usage-streams")),
        KAFKA_STOPPED(1, 40, platform -> Disturbing.stopKafka(platform, KAFKA_AWAY)),
        REDIS_FLUSHED(2, 40, Disturbing::flushRedis);

        private final int times;
        private final int perSecond;
        private final Consumer<LocalPlatform> what;

        Disturbance(int times, int perSecond, Consumer<LocalPlatform> what) {
            this.times = times;
            this.perSecond = perSecond;
            this.what = what;
        }

        Map<Integer, Runnable> during(int requests, LocalPlatform platform) {
            var planned = new HashMap<Integer, Runnable>();
            for (int time = 1; time <= times; time++) {
                planned.put(requests * time / (times + 1), () -> what.accept(platform));
            }
            return planned;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isRecordedExactlyOnce(Disturbance disturbance, LocalPlatform platform) throws InterruptedException {
        List<Person> people = IntStream.range(0, REQUESTS / REQUESTS_EACH)
                .mapToObj(_ -> Person.signUp(platform, Map.of())).toList();

        var seen = new Load(people, REQUESTS, LONG ? PER_SECOND_LONG : disturbance.perSecond, PAUSE, Load.PATIENT)
                .run(disturbance.during(REQUESTS, platform));

        platform.awaitProcesses(_ -> {
        });
        assertThat(Load.inputs(seen, Seen.WHOLE)).as("whole answers of " + REQUESTS)
                .hasSizeGreaterThan(REQUESTS / WHOLE_SHARE_MIN);
        new Reckoning(platform, people, seen).assertNothingLostNorDoubled(disturbance.name());
        Verify.assertNothingDiffers(platform);
        people.forEach(Person::close);
    }
}
