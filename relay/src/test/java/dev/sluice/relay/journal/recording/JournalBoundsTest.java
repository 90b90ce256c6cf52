package dev.sluice.relay.journal.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.relay.exchange.Recorder.Answer;
import dev.sluice.relay.journal.recording.JournalBounds.Bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Past a bound new requests are refused by its name, what ends a request is taken, and it goes on as soon as
/// Kafka has caught up.
class JournalBoundsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final long MANY_BYTES = 1L << 30;
    private static final NanoUsd MUCH_MONEY = NanoUsd.parse("1000");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void stopsNewRequestsByBytes() throws IOException {
        assertBound(new JournalBounds(1_000, HOUR, MUCH_MONEY), Bound.BYTES, () -> {
        });
    }

    @Test
    void stopsNewRequestsByTheAgeOfTheOldestRecord() throws IOException {
        assertBound(new JournalBounds(MANY_BYTES, HOUR, MUCH_MONEY), Bound.AGE,
                () -> now.set(now.get().plus(HOUR).plusMillis(1)));
    }

    @Test
    void stopsNewRequestsByUnbilledMoney() throws IOException {
        assertBound(new JournalBounds(MANY_BYTES, HOUR, NanoUsd.parse("0.05")), Bound.UNBILLED, () -> {
        });
    }

    @Test
    void letsPassWhatIsExactlyAtTheBound() throws IOException {
        try (RecorderUnderTest relay = relay(new JournalBounds(MANY_BYTES, HOUR, NanoUsd.parse("0.06744")))) {
            relay.reserve();
            relay.reserve();
            now.set(now.get().plus(HOUR));

            relay.reserve();

            assertThat(relay.lastAnswer()).isEqualTo(new Answer.Recorded());
        }
    }

    @Test
    void areMoreThanNothing() {
        assertThatThrownBy(() -> new JournalBounds(0, HOUR, MUCH_MONEY))
                .hasMessage("journal bounds: bytes=0 age=PT1H unbilled=" + MUCH_MONEY + " (expected: > 0)");
    }

    /// Two requests reach the bound, perhaps only after `then`.
    private void assertBound(JournalBounds bounds, Bound bound, Runnable then) throws IOException {
        try (RecorderUnderTest relay = relay(bounds)) {
            RequestId first = relay.reserve();
            relay.reserve();
            then.run();

            relay.reserve();

            assertThat(relay.lastAnswer()).isEqualTo(new Answer.Full(bound.name().toLowerCase(Locale.ROOT)));
            assertThat(relay.recorder.boundReached()).contains(bound);
            relay.append(relay.samples.settled(first));
            assertThat(relay.lastAnswer()).isEqualTo(new Answer.Recorded());
            relay.acknowledgeAll();
            assertThat(relay.recorder.boundReached()).isEmpty();
            relay.reserve();
            assertThat(relay.lastAnswer()).isEqualTo(new Answer.Recorded());
        }
    }

    private RecorderUnderTest relay(JournalBounds bounds) throws IOException {
        return new RecorderUnderTest(folder, bounds, Durability.JOURNAL, now::get);
    }
}
