package dev.sluice.relay.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Answers that outgrow what was reserved for them: more is reserved before it is used up, whatever the model
/// writes, seen or not (metering §5).
class ExtensionTest {

    private static final String STREAM = "{\"model\":\"claude-opus-5-5\",\"stream\":true}";
    private static final String LONG_TEXT = "x".repeat(7_000);

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"type\":\"text_delta\",\"text\"", "\"type\":\"thinking_delta\",\"thinking\"",
            "\"type\":\"input_json_delta\",\"partial_json\""})
    void everythingTheModelWritesIsExtendedBeforeItsSliceIsUsedUp(String member) throws IOException {
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\","
                    + "\"delta\":{" + member + ":\"" + LONG_TEXT + "\"}}\n\n");
            await().until(() -> relay.recorder.extended().size() == 1);
            wire.chunk(Streams.CLAUDE_TEXT + Streams.CLAUDE_DELTA + Streams.CLAUDE_STOP);
            wire.send("0\r\n\r\n");
            return true;
        });

        try (RawClient client = relay.connect()) {
            assertThat(client.send(RawClient.post("/v1/messages", relay.key, STREAM)).answer().whole()).isTrue();
        }

        UsageExtended extended = relay.recorder.extended().getFirst();
        assertThat(relay.recorder.extended()).hasSize(1);
        assertThat(extended.extension()).isEqualTo(1);
        assertThat(extended.reservedTokens()).isEqualTo(2_048);
        assertThat(extended.reservedNanoUsd().nanos()).isPositive();
        assertThat(extended.progress()).isEqualTo(new TokenUsage(101, 1_750, 30011, 1500, 0, 503, 0, 0));
        assertThat(extended.progressBasis()).isEqualTo(Basis.PARTIAL);
    }

    @Test
    void whatTheModelMayHaveThoughtUnseenIsExtendedByTheClock() throws IOException {
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START);
            relay.clock.advance(Duration.ofSeconds(30));
            await().until(() -> relay.recorder.extended().size() == 1);
            wire.chunk(Streams.CLAUDE_DELTA + Streams.CLAUDE_STOP);
            wire.send("0\r\n\r\n");
            return true;
        });

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.key, "{\"model\":\"claude-opus-5-5\",\"stream\":true,"
                    + "\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}}")).answer();
        }

        assertThat(relay.recorder.extended().getFirst().reservedTokens()).isEqualTo(4 * 2_048);
        assertThat(relay.recorder.extended().getFirst().progress().output()).isEqualTo(1);
    }

    @Test
    void anAnswerInOnePieceIsExtendedWhileItIsBeingWrittenOrRefused() throws IOException {
        relay.admission.answersExtensions(new Verdict.BalanceSpent());
        relay.upstream.plays((request, wire) -> {
            relay.clock.advance(Duration.ofSeconds(30));
            wire.awaitClose();
            return false;
        });

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post("/v1/messages", relay.key, "{\"model\":\"claude-opus-5-5\"}")).answer();
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body()).contains("billing_error");
        assertThat(awaitSettled().outcome()).isEqualTo(Outcome.CUT);
    }

    @Test
    void whoPaysAfterwardsIsNeverAskedAndHasItsProgressRecordedEveryMinute() throws IOException {
        KeySecret later = relay.keys.add(KeyView.Status.ACTIVE, UserView.Status.ACTIVE, Set.of(Service.CLAUDE),
                Set.of(),
                null, PlanMode.POSTPAID);
        relay.admission.answersExtensions(new Verdict.BalanceSpent());
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START + Streams.CLAUDE_TEXT.replace("Grüße 12", "x".repeat(10_000)));
            relay.clock.advance(Duration.ofSeconds(60));
            await().until(() -> relay.recorder.extended().size() == 1);
            relay.clock.advance(Duration.ofSeconds(60));
            await().until(() -> relay.recorder.extended().size() == 2);
            wire.chunk(Streams.CLAUDE_DELTA + Streams.CLAUDE_STOP);
            wire.send("0\r\n\r\n");
            return true;
        });

        try (RawClient client = relay.connect()) {
            assertThat(client.send(RawClient.post("/v1/messages", later, STREAM)).answer().whole()).isTrue();
        }

        assertThat(relay.admission.extensions()).isEmpty();
        assertThat(relay.recorder.extended()).extracting(UsageExtended::extension).containsExactly(1, 2);
        assertThat(relay.recorder.extended()).extracting(UsageExtended::reservedTokens).containsExactly(452L, 0L);
        assertThat(relay.recorder.extended().getFirst().progress().output()).isEqualTo(2_500);
    }

    private UsageSettled awaitSettled() {
        await().until(() -> !relay.recorder.settled().isEmpty());
        return relay.recorder.settled().getFirst();
    }
}
