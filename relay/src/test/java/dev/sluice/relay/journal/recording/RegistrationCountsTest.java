package dev.sluice.relay.journal.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.relay.exchange.Recorder.Answer;
import dev.sluice.relay.journal.JournalSamples;

import static org.assertj.core.api.Assertions.assertThat;

/// Whose calls under way are void when a relay registers what it has reserved (ADR 10).
class RegistrationCountsTest {

    @TempDir
    Path folder;

    @Test
    void aCallOfTheUserThatIsRegisteredIsVoid() throws IOException {
        try (RecorderUnderTest relay = relay()) {
            RequestId request = asked(relay);

            relay.holdings.registering(relay.samples.user);
            relay.append(relay.samples.reserved(request));

            assertThat(relay.lastAnswer()).isInstanceOf(Answer.Failed.class);
        }
    }

    @Test
    void aCallThatIsSentAfterTheRegistrationStands() throws IOException {
        try (RecorderUnderTest relay = relay()) {
            relay.holdings.registering(relay.samples.user);

            relay.reserve();

            assertThat(relay.lastAnswer()).isEqualTo(new Answer.Recorded());
        }
    }

    @Test
    void aCallOfAnotherUserOfThePartitionStands() throws IOException {
        try (RecorderUnderTest relay = relay()) {
            UserId neighbour = neighbour(relay);
            RequestId request = asked(relay);

            relay.holdings.registering(neighbour);
            relay.append(relay.samples.reserved(request));

            assertThat(relay.lastAnswer()).isEqualTo(new Answer.Recorded());
        }
    }

    private static RequestId asked(RecorderUnderTest relay) {
        RequestId request = JournalSamples.request();
        relay.ask(request);
        return request;
    }

    /// Another user of the same partition with a count of its own.
    private static UserId neighbour(RecorderUnderTest relay) {
        UserId user = relay.samples.user;
        Lane lane = relay.live.lane(relay.samples.partition);
        while (true) {
            UserId other = new JournalSamples().user;
            int before = lane.registrations(user);
            if (relay.holdings.partitionOf(other) == relay.samples.partition) {
                lane.registering(other);
                if (lane.registrations(user) == before) {
                    return other;
                }
            }
        }
    }

    private RecorderUnderTest relay() throws IOException {
        return new RecorderUnderTest(folder, RecorderUnderTest.ROOMY, Durability.JOURNAL, InstantSource.system());
    }
}
