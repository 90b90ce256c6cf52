package dev.sluice.relay.server;

import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.testing.PromisedTime;
import dev.sluice.contracts.usage.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What is taken from a key acts on its open streams too, within a second and with an ending that the client
/// understands (architecture D10).
class WithdrawalTest {

    private static final String STREAM = "{\"model\":\"claude-opus-5-5\",\"stream\":true}";

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @ParameterizedTest
    @EnumSource
    void endsAnOpenStreamWithinASecond(Withdrawal withdrawal) throws Exception {
        streamsForEver();

        PromisedTime.keptWithin(Duration.ofSeconds(1), () -> endsAnOpenStream(withdrawal, relay.keys.add()));
    }

    /// How long it takes until nothing of the stream is left.
    private Duration endsAnOpenStream(Withdrawal withdrawal, KeySecret key) throws IOException {
        int settled = relay.recorder.settled().size();
        int closed = relay.upstream.closed();
        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", key, STREAM)).until("\n\n");
            long began = System.nanoTime();
            withdraw(withdrawal, key);
            assertThat(client.until("}\n\n")).contains("event: error")
                    .contains("\"" + withdrawal.anthropicType + "\"");
            assertThat(client.until("\r\n")).isEqualTo("\r\n");
            assertThat(client.isClosedByRelay()).isTrue();
            await().pollInterval(Duration.ofMillis(5)).until(() -> relay.recorder.settled().size() > settled
                    && relay.upstream.closed() > closed);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(relay.recorder.settled().getLast().errorCode()).isEqualTo(withdrawal.code);
            assertThat(relay.recorder.settled().getLast().outcome()).isEqualTo(Outcome.CUT);
            return took;
        }
    }

    @Test
    void theEndOfAKeyNeedsNoRecordToEndItsStreams() throws IOException {
        relay.keys.change(relay.key, key -> Withdrawal.ending(key, relay.clock.instant().plusSeconds(60)),
                UnaryOperator.identity());
        streamsForEver();

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.key, STREAM)).until("\n\n");
            relay.clock.advance(Duration.ofSeconds(59));
            assertThat(relay.recorder.settled()).isEmpty();
            relay.clock.advance(Duration.ofSeconds(1));
            assertThat(client.until("}\n\n")).contains("The API key expired at");
        }

        await().until(() -> !relay.recorder.settled().isEmpty());
        assertThat(relay.recorder.settled().getFirst().errorCode()).isEqualTo("key-expired");
    }

    @Test
    void aKeyThatChangesWithoutLosingAnythingKeepsItsStreams() throws IOException {
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START);
            await().until(() -> relay.clock.instant().getNano() == 1);
            wire.chunk(Streams.CLAUDE_TEXT + Streams.CLAUDE_DELTA + Streams.CLAUDE_STOP);
            wire.send("0\r\n\r\n");
            return true;
        });

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.key, STREAM)).until("\n\n");
            relay.keys.change(relay.key, key -> Withdrawal.ending(key, relay.clock.instant().plusSeconds(60)),
                    UnaryOperator.identity());
            relay.server.keyChanged(relay.keys.view(relay.key).keyId());
            relay.clock.advance(Duration.ofNanos(1));
            assertThat(client.until("message_stop\"}\n\n")).contains("Grüße");
        }
    }

    @Test
    void aStreamInTheMiddleOfAnEventIsCutAtItsBorder() throws IOException {
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START + "event: content_block_delta\ndata: {\"type\":\"content_");
            await().until(() -> relay.clock.instant().getNano() == 1);
            wire.chunk("block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"whole\"}}\n\n");
            wire.awaitClose();
            return false;
        });

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.key, STREAM)).until("\"type\":\"content_");
            withdraw(Withdrawal.REVOKED, relay.key);
            relay.clock.advance(Duration.ofNanos(1));
            assertThat(client.until("error\"")).contains("\"whole\"}}\n\n");
        }
    }

    @Test
    void anEventThatDoesNotEndHoldsTheCutForASecondAtMost() throws IOException {
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START + "event: content_block_delta\ndata: {\"type\":\"content_");
            wire.awaitClose();
            return false;
        });

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.key, STREAM)).until("\"type\":\"content_");
            withdraw(Withdrawal.REVOKED, relay.key);
            assertThat(client.until("\r\n")).isEqualTo("\r\n");
            assertThat(client.isClosedByRelay()).isTrue();
        }

        await().until(() -> !relay.recorder.settled().isEmpty());
    }

    @Test
    void aKeyThatIsRevokedWhileTheBodyArrivesIsNotServed() throws IOException {
        String request = RawClient.post("/v1/messages", relay.key, STREAM);
        try (RawClient client = relay.connect()) {
            client.send(request.substring(0, request.length() - 5));
            await().until(() -> relay.server.count() == 1);
            relay.keys.change(relay.key, key -> Withdrawal.REVOKED.of(key, relay.clock.instant()),
                    UnaryOperator.identity());
            assertThat(client.send(request.substring(request.length() - 5)).answer().status()).isEqualTo(401);
        }

        assertThat(relay.upstream.received()).isEmpty();
        assertThat(relay.recorder.events()).isEmpty();
    }

    private void withdraw(Withdrawal withdrawal, KeySecret from) {
        relay.keys.change(from, key -> withdrawal.of(key, relay.clock.instant()), withdrawal::of);
        if (withdrawal.isOfUser()) {
            relay.server.userChanged(relay.keys.view(from).userId());
        } else {
            relay.server.keyChanged(relay.keys.view(from).keyId());
        }
    }

    private void streamsForEver() {
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START);
            wire.awaitClose();
            return false;
        });
    }
}
