package dev.sluice.relay.readiness;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/// Ready once everything has happened once; afterwards only draining and a full journal count (metering §7).
class DataPlaneHealthTest {

    private final AtomicBoolean keysRead = new AtomicBoolean(true);
    private final AtomicBoolean serving = new AtomicBoolean(true);
    private final AtomicReference<Optional<String>> obstacle = new AtomicReference<>(Optional.empty());
    private final DataPlaneHealth health = new DataPlaneHealth(List.of(new KeysRead()), List.of(new Full()),
            serving::get);

    @Test
    void isUpWhenAllPreconditionsAreMet() {
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails()).containsEntry("keys", "ok");
    }

    @Test
    void namesWhatItWaitsFor() {
        keysRead.set(false);

        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.health().getDetails()).containsEntry("keys", "waits for identity.keys");
    }

    @Test
    void isOutOfServiceWhileAJournalIsFullAndUpAfterwards() {
        obstacle.set(Optional.of("reached: bytes"));
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.health().getDetails()).containsEntry("journalBound", "reached: bytes");

        obstacle.set(Optional.empty());

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isOutOfServiceWhileItDrains() {
        serving.set(false);

        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    private final class KeysRead implements Precondition {
        @Override
        public String name() {
            return "keys";
        }

        @Override
        public boolean isMet() {
            return keysRead.get();
        }

        @Override
        public String waitsFor() {
            return isMet() ? "" : "identity.keys";
        }
    }

    private final class Full implements Obstacle {
        @Override
        public String name() {
            return "journalBound";
        }

        @Override
        public Optional<String> present() {
            return obstacle.get();
        }
    }
}
