package dev.sluice.relay.upstream.breaker;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.sluice.relay.upstream.breaker.Breaker.Cause;
import dev.sluice.relay.upstream.breaker.Breaker.Closed;
import dev.sluice.relay.upstream.breaker.Breaker.Open;
import dev.sluice.relay.upstream.breaker.Breaker.Probing;
import dev.sluice.relay.upstream.breaker.Signal.Faulty;
import dev.sluice.relay.upstream.breaker.Signal.Forbidden;
import dev.sluice.relay.upstream.breaker.Signal.Limited;
import dev.sluice.relay.upstream.breaker.Signal.Refused;
import dev.sluice.relay.upstream.breaker.Signal.Served;
import dev.sluice.relay.upstream.breaker.Signal.Unknown;
import dev.sluice.relay.upstream.breaker.Signal.Unreachable;

import static org.assertj.core.api.Assertions.assertThat;

/// Each transition of the breaker, at the times its rules name.
class BreakerTest {

    private static final BreakerRules RULES = BreakerRules.STANDARD;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void fiveFaultsInARowOfSeveralUsersOpenIt() {
        Breaker four = after(Breaker.FRESH, new Faulty(1), new Faulty(2), new Faulty(1), new Faulty(1));

        assertThat(four).isInstanceOf(Closed.class);
        assertThat(after(four, new Faulty(1))).isEqualTo(new Open(Cause.FAULTS, 5 * SECOND, 1));
    }

    @Test
    void oneUserAloneNeedsTwenty() {
        Breaker state = Breaker.FRESH;
        for (int i = 0; i < 19; i++) {
            state = after(state, new Faulty(7));
        }

        assertThat(state).isInstanceOf(Closed.class);
        assertThat(after(state, new Faulty(7))).isInstanceOf(Open.class);
    }

    @Test
    void aServedRequestEndsTheRow() {
        Breaker state = after(Breaker.FRESH, new Faulty(1), new Faulty(2), new Faulty(1), new Faulty(2), new Served(),
                new Faulty(1), new Faulty(2), new Faulty(1), new Faulty(2));

        assertThat(state).isInstanceOf(Closed.class);
    }

    @Test
    void missingConnectionsNeedNoSecondUser() {
        Breaker state = after(Breaker.FRESH, new Unreachable(), new Unreachable(), new Unreachable(),
                new Unreachable(), new Unreachable());

        assertThat(state).isEqualTo(new Open(Cause.FAULTS, 5 * SECOND, 1));
    }

    @Test
    void halfOfAWindowFaultyOpensIt() {
        Breaker state = Breaker.FRESH;
        int requests = 0;
        while (state instanceof Closed) {
            requests += 3;
            state = after(state, new Served(), new Faulty(requests), new Faulty(requests + 1));
        }

        assertThat(requests).isBetween(20, 23);
    }

    @Test
    void anOldWindowCountsNoMore() {
        Breaker state = Breaker.FRESH;
        for (int i = 0; i < 18; i++) {
            state = state.after(i % 3 == 0 ? new Served() : new Faulty(i), false, 0, RULES);
        }

        state = state.after(new Served(), false, 31 * SECOND, RULES).after(new Faulty(1), false, 31 * SECOND, RULES)
                .after(new Faulty(2), false, 31 * SECOND, RULES);

        assertThat(state).isInstanceOf(Closed.class);
    }

    @Test
    void aRefusedAccountIsOutAtOnceAndLongerEachTime() {
        Breaker out = after(Breaker.FRESH, new Refused());
        Breaker again = out.begun(60 * SECOND).after(new Refused(), true, 60 * SECOND, RULES);

        assertThat(out).isEqualTo(new Open(Cause.ACCOUNT, 60 * SECOND, 1));
        assertThat(out.admits(59 * SECOND, RULES)).isFalse();
        assertThat(again.pause(60 * SECOND)).isEqualTo(Duration.ofMinutes(2));
        assertThat(probedInVain(out, 10).pause(0)).isEqualTo(RULES.accountPauseMax());
    }

    @Test
    void forbiddenNeedsASecondUserOrFiveInARow() {
        assertThat(after(Breaker.FRESH, new Forbidden(1), new Forbidden(1))).isInstanceOf(Closed.class);
        assertThat(after(Breaker.FRESH, new Forbidden(1), new Forbidden(2)))
                .isEqualTo(new Open(Cause.ACCOUNT, 60 * SECOND, 1));
        assertThat(after(Breaker.FRESH, new Forbidden(1), new Forbidden(1), new Forbidden(1), new Forbidden(1),
                new Forbidden(1))).isInstanceOf(Open.class);
    }

    @Test
    void aLimitLastsAsLongAsTheProviderSaysWithinTheBound() {
        Breaker named = after(Breaker.FRESH, new Limited(Duration.ofSeconds(30)));

        assertThat(named.pause(0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(named.admits(30 * SECOND, RULES)).isTrue();
        assertThat(named.begun(30 * SECOND)).isInstanceOf(Closed.class);
        assertThat(after(Breaker.FRESH, new Limited(Duration.ofHours(9))).pause(0)).isEqualTo(RULES.limitPauseMax());
        assertThat(after(Breaker.FRESH, new Limited(null)).pause(0)).isEqualTo(RULES.limitPause());
        assertThat(after(named, new Limited(Duration.ofSeconds(5))).pause(0)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void oneProbeAtATimeDecides() {
        Breaker probing = new Open(Cause.FAULTS, 0, 1).begun(0);

        assertThat(probing).isEqualTo(new Probing(Cause.FAULTS, 0, 1));
        assertThat(probing.admits(30 * SECOND, RULES)).isFalse();
        assertThat(probing.admits(31 * SECOND, RULES)).isTrue();
        assertThat(probing.after(new Served(), true, 0, RULES)).isEqualTo(Breaker.FRESH);
        assertThat(probing.after(new Served(), false, 0, RULES)).isSameAs(probing);
        assertThat(probing.after(new Faulty(1), true, 0, RULES)).isEqualTo(new Open(Cause.FAULTS, 10 * SECOND, 2));
        assertThat(probing.after(new Unknown(), true, 0, RULES).admits(0, RULES)).isTrue();
    }

    private static Breaker probedInVain(Breaker open, int times) {
        Breaker state = open;
        for (int i = 0; i < times; i++) {
            state = state.begun(0).after(new Refused(), true, 0, RULES);
        }
        return state;
    }

    private static Breaker after(Breaker from, Signal... signals) {
        Breaker state = from;
        for (Signal signal : signals) {
            state = state.after(signal, false, 0, RULES);
        }
        return state;
    }
}
