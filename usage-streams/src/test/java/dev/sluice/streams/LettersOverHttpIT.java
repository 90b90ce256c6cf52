package dev.sluice.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.streams.letters.Letter;
import dev.sluice.streams.letters.LetterBox;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.RunningStreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What services of the installation are answered about dead letters.
class LettersOverHttpIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ANN = "{\"by\":\"ann\",\"because\":\"a test\"}";

    private final UserId user = RelaySide.newUser();
    private final String kafka = TestKafka.shared().bootstrapServers();
    private final RunningStreams streams = RunningStreams.shared();

    @Test
    void aLetterIsListedShownRefusedAndDismissedOnce() {
        String letter = "/internal/letters/" + held();

        assertThat(text(streams.get("/internal/letters"))).contains(user.value(), "\"kind\":\"POISON\"",
                "\"more\":false");
        assertThat(text(streams.get(letter))).contains("\"value\":\"extbbX0=\"", "dlq-place")
                .doesNotContain("\"settled\"");
        assertThat(text(streams.post(letter + "/replay", ANN))).contains("\"verdict\":\"REFUSED\"");
        assertThat(text(streams.post(letter + "/dismiss", ANN))).contains("\"verdict\":\"DISMISSED\"",
                "\"detail\":\"a test\"", "\"by\":\"ann\"");

        assertThat(text(streams.get(letter))).contains("\"settled\":{");
        RunningStreams.Answer late = streams.post(letter + "/dismiss", ANN);
        assertThat(late.status()).isEqualTo(409);
        assertThat(text(late)).contains("settled-before", "DISMISSED by ann");
    }

    @Test
    void whatIsAskedWronglyIsRefused() {
        assertThat(streams.get("/internal/letters", "Bearer wrong").status()).isEqualTo(401);
        assertThat(streams.get("/internal/letters/0@999999").status()).isEqualTo(404);
        assertThat(streams.get("/internal/letters/seven").status()).isEqualTo(400);
        assertThat(streams.post("/internal/letters/0@0/replay", "{").status()).isEqualTo(400);
        assertThat(streams.post("/internal/letters/0@0/dismiss", "{\"by\":\"ann\"}").status()).isEqualTo(400);
        assertThat(streams.post("/internal/letters/0@999999/replay", ANN).status()).isEqualTo(404);
    }

    /// The name of a letter.
    private String held() {
        int partition = Partitions.of(user.value(), RunningStreams.PARTITIONS);
        try (RelaySide relay = new RelaySide(kafka, RunningStreams.PARTITIONS)) {
            relay.sendBytes(partition, user.value(), "dev.sluice.account.Nonsense",
                    new byte[]{'{', 27, '[', 'm', '}'}, null);
            relay.flush();
        }
        await().atMost(SOON).until(() -> !letters().isEmpty());
        return letters().getFirst().handle().toString();
    }

    private List<Letter> letters() {
        return LetterBox.read(kafka, List.of()).open().stream().filter(letter -> letter.key().equals(user.value()))
                .toList();
    }

    private static String text(RunningStreams.Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
