package dev.sluice.api.throttling;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What every `Attempts` must do.
abstract class AttemptsContract {

    private static final Duration LONG = Duration.ofMinutes(5);
    private final String name = UUID.randomUUID().toString();

    abstract Attempts attempts();

    @Test
    void countsWithinAWindow() {
        attempts().add(name, LONG);

        Attempts.Count second = attempts().add(name, LONG);

        assertThat(second.number()).isEqualTo(2);
        assertThat(second.untilReset()).isBetween(Duration.ofMinutes(4), LONG);
        assertThat(attempts().look(name).number()).isEqualTo(2);
    }

    @Test
    void knowsNothingOfWhatWasNeverCounted() {
        assertThat(attempts().look(name)).isEqualTo(Attempts.Count.NONE);
        assertThat(attempts().marked(name)).isEqualTo(Duration.ZERO);
    }

    @Test
    void marksOnce() {
        assertThat(attempts().mark(name, LONG)).isTrue();
        assertThat(attempts().mark(name, LONG)).isFalse();
        assertThat(attempts().marked(name)).isPositive();
    }

    @Test
    void forgets() {
        attempts().add(name, LONG);

        attempts().forget(name);

        assertThat(attempts().look(name)).isEqualTo(Attempts.Count.NONE);
    }
}
