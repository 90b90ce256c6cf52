package dev.sluice.relay.upstream.breaker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import dev.sluice.relay.upstream.breaker.Breaker.Closed;
import dev.sluice.relay.upstream.breaker.Breaker.Open;
import dev.sluice.relay.upstream.breaker.Breaker.Probing;

import static org.assertj.core.api.Assertions.assertThat;

/// Random lives of a breaker: requests begin when it admits them, end in any order with any signal, time
/// passes in any steps. The seed is the repetition, printed with a failure.
class BreakerPropertyTest {

    private static final BreakerRules RULES = BreakerRules.STANDARD;
    private static final int STEPS = 2_000;

    private final List<Boolean> underWay = new ArrayList<>();
    private Breaker state = Breaker.FRESH;
    private long now;

    @RepeatedTest(200)
    void keepsItsPromisesWhateverHappens(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        now = random.nextLong();
        for (int step = 0; step < STEPS; step++) {
            now += Duration.ofMillis(random.nextInt(10_000)).toNanos();
            if (random.nextBoolean()) {
                begin();
            } else if (!underWay.isEmpty()) {
                end(random);
            }
            assertThat(state.pause(now)).isLessThanOrEqualTo(RULES.accountPauseMax());
            assertThat(state.admits(now + RULES.accountPauseMax().toNanos(), RULES))
                    .as("it always comes back").isTrue();
        }
    }

    private void begin() {
        Breaker before = state;
        if (!before.admits(now, RULES)) {
            assertThat(before).as("out means out").isNotInstanceOf(Closed.class);
            return;
        }
        state = before.begun(now);
        if (state instanceof Probing) {
            boolean lost = before instanceof Probing(_, var since, _) && now - since > RULES.probePatience().toNanos();
            assertThat(lost || before instanceof Open).as("one probe at a time").isTrue();
        }
        underWay.add(state instanceof Probing);
    }

    private void end(Random random) {
        boolean probe = underWay.remove(random.nextInt(underWay.size()));
        Breaker before = state;
        state = state.after(signal(random), probe, now, RULES);
        if (state instanceof Closed && !(before instanceof Closed)) {
            assertThat(before instanceof Probing && probe).as("only a probe lets it back").isTrue();
        }
        if (before instanceof Open(_, var until, _) && state instanceof Open(var cause, var later, _)) {
            assertThat(cause == Breaker.Cause.ACCOUNT || later - until >= 0).as("no pause is cut short").isTrue();
        }
    }

    private static Signal signal(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> new Signal.Limited(Duration.ofSeconds(random.nextInt(4_000)));
            case 1 -> new Signal.Limited(null);
            case 2, 3 -> new Signal.Faulty(random.nextInt(3));
            case 4 -> new Signal.Unreachable();
            case 5 -> new Signal.Refused();
            case 6 -> new Signal.Forbidden(random.nextInt(3));
            case 7 -> new Signal.Unknown();
            default -> new Signal.Served();
        };
    }
}
