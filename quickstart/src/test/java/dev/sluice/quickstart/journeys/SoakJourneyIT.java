package dev.sluice.quickstart.journeys;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.sluice.quickstart.journeys.Load.Manner;
import dev.sluice.quickstart.journeys.Load.Seen;
import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// Load for half an hour in which everything goes wrong that does: clients leave, the provider cuts, the relay is
/// killed every minute, Kafka stops twice. In the end recorded is served. The short form is 45 seconds with one
/// kill and one stop.
@ExtendWith(RunningPlatform.class)
class SoakJourneyIT {

    private static final boolean LONG = Boolean.getBoolean("sluice.long");
    private static final int PER_SECOND = 10;
    private static final int REQUESTS = PER_SECOND * (LONG ? 30 * 60 : 45);
    private static final int KILL_EVERY = PER_SECOND * (LONG ? 60 : 45);
    private static final int KAFKA_STOPS = LONG ? 2 : 1;
    private static final Duration KAFKA_AWAY = Duration.ofSeconds(LONG ? 20 : 3);
    private static final Duration PAUSE = Duration.ofMillis(100);
    /// The free plan admits 120 a minute, and five dollars pay for half an hour.
    private static final int PEOPLE = LONG ? 12 : 6;
    /// A relay that takes its time to return leaves fewer answers to check, but never next to none.
    private static final int WHOLE_SHARE_MIN = 20;
    /// Two in six do not come to their end.
    private static final List<Manner> MANNERS = List.of(Manner.STREAMED, Manner.AT_ONCE, Manner.LEFT, Manner.STREAMED,
            Manner.AT_ONCE, Manner.CUT);

    @Test
    void recordedIsServedWhateverGoesWrong(LocalPlatform platform) throws InterruptedException {
        List<Person> people = IntStream.range(0, PEOPLE).mapToObj(_ -> Person.signUp(platform, Map.of())).toList();

        var seen = new Load(people, REQUESTS, PER_SECOND, PAUSE, MANNERS).run(disturbances(platform));

        platform.awaitProcesses(_ -> {
        });
        assertThat(Load.inputs(seen, Seen.WHOLE)).as("whole answers of " + REQUESTS)
                .hasSizeGreaterThan(REQUESTS / WHOLE_SHARE_MIN);
        List<Person> back = people.stream().map(Person::signedInAgain).toList();
        new Reckoning(platform, back, seen).assertNothingLostNorDoubled("SOAK");
        people.forEach(Person::close);
    }

    private static Map<Integer, Runnable> disturbances(LocalPlatform platform) {
        var planned = new HashMap<Integer, Runnable>();
        for (int request = KILL_EVERY / 4; request < REQUESTS; request += KILL_EVERY) {
            planned.put(request, () -> Disturbing.killTheRelayOnceItIsBack(platform));
        }
        for (int stop = 1; stop <= KAFKA_STOPS; stop++) {
            planned.put(REQUESTS * (2 * stop - 1) / (2 * KAFKA_STOPS) + 1,
                    () -> Disturbing.stopKafka(platform, KAFKA_AWAY));
        }
        return planned;
    }
}
