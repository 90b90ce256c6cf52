package dev.sluice.relay.upstream.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The choice over candidates that only have numbers.
class ChoiceTest {

    private static final int SESSIONS = 10_000;

    private record Plain(String id, int weight, boolean usable, boolean room, int load) implements Candidate {

        static Plain of(String id, int weight) {
            return new Plain(id, weight, true, true, 0);
        }

        @Override
        public long seed() {
            return Choice.mixed(Choice.hash(id));
        }

        @Override
        public boolean isUsable(long nowNanos) {
            return usable;
        }

        @Override
        public boolean hasRoom(long nowNanos) {
            return room;
        }
    }

    @Test
    void sessionsSpreadByWeight() {
        List<Plain> all = List.of(Plain.of("a", 1), Plain.of("b", 3));

        int heavier = 0;
        for (long session = 0; session < SESSIONS; session++) {
            heavier += "b".equals(homeOf(all, session)) ? 1 : 0;
        }

        assertThat(heavier).isBetween((int) (SESSIONS * 0.73), (int) (SESSIONS * 0.77));
    }

    @Test
    void oneUpstreamMoreMovesOnlySessionsToIt() {
        List<Plain> before = List.of(Plain.of("a", 1), Plain.of("b", 1), Plain.of("c", 1));
        List<Plain> after = new ArrayList<>(before);
        after.add(Plain.of("d", 1));

        for (long session = 0; session < SESSIONS; session++) {
            String moved = homeOf(after, session);
            assertThat(moved).isIn("d", homeOf(before, session));
        }
    }

    @Test
    void theOrderOfTheConfigurationDoesNotMatter() {
        List<Plain> one = List.of(Plain.of("a", 1), Plain.of("b", 2), Plain.of("c", 3));

        for (long session = 0; session < 1_000; session++) {
            assertThat(homeOf(one.reversed(), session)).isEqualTo(homeOf(one, session));
        }
    }

    @Test
    void aSessionStaysWhereItWasWhileThatIsUsable() {
        Plain out = new Plain("b", 1, false, true, 0);
        Random random = new Random(1);

        for (int i = 0; i < 100; i++) {
            long session = random.nextLong();
            assertThat(Choice.home(List.of(Plain.of("a", 1), Plain.of("b", 1)), session, "b", 0))
                    .extracting(Plain::id).isEqualTo("b");
            assertThat(Choice.home(List.of(Plain.of("a", 1), out), session, "b", 0))
                    .extracting(Plain::id).isEqualTo("a");
        }
        assertThat(Choice.home(List.of(out), 1, "b", 0)).isNull();
    }

    @Test
    void theLeastLoadedByWeightTakesWhatOverflows() {
        Plain busy = new Plain("a", 1, true, true, 4);
        Plain wide = new Plain("b", 10, true, true, 20);
        Plain full = new Plain("c", 10, true, false, 0);

        assertThat(Choice.leastLoaded(List.of(busy, wide, full), 1, _ -> true, 0)).isEqualTo(wide);
        assertThat(Choice.leastLoaded(List.of(busy, wide, full), 1, it -> !it.equals(wide), 0)).isEqualTo(busy);
        assertThat(Choice.leastLoaded(List.of(full), 1, _ -> true, 0)).isNull();
    }

    private static String homeOf(List<Plain> all, long session) {
        Plain home = Choice.home(all, Choice.mixed(session), null, 0);
        return home == null ? "" : home.id();
    }
}
