package dev.sluice.streams;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.RecordsAnswer;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.streams.command.StreamsCommand;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.RunningStreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The words of `usage-streams.jar`, asked of a running platform.
class StreamsCommandIT {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final UserId USER = RelaySide.newUser();
    private static final RequestId REQUEST = RelaySide.newRequest();

    private record Answer(int exitCode, String page, String errors) {}

    @BeforeAll
    static void serveOneRequest() {
        RunningStreams streams = RunningStreams.shared();
        try (RedisClient redis = RedisClient.create(TestRedis.shared().uri());
                var relay = new RelaySide(TestKafka.shared().bootstrapServers(), RunningStreams.PARTITIONS)) {
            relay.renewLease(redis);
            relay.publishPrices();
            relay.grant(USER, NanoUsd.parse("5"));
            relay.reserve(USER, REQUEST);
            relay.settle(USER, REQUEST);
            relay.flush();
        }
        await().atMost(SOON).until(() -> streams.get("/internal/records/" + USER).as(RecordsAnswer.class).records()
                .size() == 1);
    }

    @Test
    void explainTellsTheWholeLifeOfARequest() {
        Answer answer = run("explain", REQUEST.value());

        assertThat(answer.errors()).isEmpty();
        assertThat(answer.exitCode()).isEqualTo(StreamsCommand.FINE);
        assertThat(answer.page()).containsSubsequence("UsageReserved", "account.events.v1-", "pseq 0",
                "set aside $0.030000000", "UsageSettled", "pseq 1", "1,000 input, 100 output");
        assertThat(answer.page()).containsSubsequence("rated", "usage.rated.v1-", "1,000 input × $3 per million",
                "$0.003000000000", "100 output × $15 per million", "exactly", "$0.004500000");
        assertThat(answer.page()).containsSubsequence("posted", "wallet:paid:" + USER, "$-0.004500000",
                "revenue:usage", "$0.004500000");
        assertThat(answer.page()).containsSubsequence("view", "balance $4.995500000, open $0.000000000");
    }

    @Test
    void balanceIsWhatItWasAtAnInstant() {
        assertThat(run("balance", USER.value()).page()).contains("balance   $4.995500000", "by 0 open requests",
                "$4.995500000 left of $5.000000000 PAID");
        Answer before = run("balance", USER.value(), "--at", Instant.now().minusSeconds(3_600).toString());
        assertThat(before.exitCode()).isEqualTo(StreamsCommand.DIFFERENT);
        assertThat(before.errors()).contains(USER + " had no account at ");
    }

    @Test
    void verifyFindsThatNothingDiffersBesideThePlatform() {
        await().atMost(SOON).untilAsserted(() -> {
            Answer answer = run("verify");
            assertThat(answer.page()).endsWith("Nothing differs.\n");
            assertThat(answer.exitCode()).isEqualTo(StreamsCommand.FINE);
        });
    }

    @Test
    void whatIsAskedWronglyIsRefusedInASentence() {
        assertThat(run("explain", "req_1").errors()).startsWith("requestId: req_1 (expected: req_<uuid>)");
        assertThat(run("balance", USER.value(), "--at", "noon").exitCode()).isEqualTo(StreamsCommand.USAGE);
        assertThat(run("verify", "everything").errors())
                .startsWith("verify everything (expected: verify [--from-snapshot]"
                        + " | explain");
        assertThat(run("explain", RelaySide.newRequest().value()).errors()).contains(
                "is in no partition of account.events");
    }

    private static Answer run(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--kafka", TestKafka.shared().bootstrapServers(), "--redis", TestRedis.shared().address()));
        int exitCode = new StreamsCommand(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), UsageStreamsApplication.GROUPS,
                InstantSource.system()).run(all, Map.of());
        return new Answer(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
