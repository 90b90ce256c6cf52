package dev.sluice.streams;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.rated.DeadLetterSettled.Verdict;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.command.StreamsCommand;
import dev.sluice.streams.letters.Letter;
import dev.sluice.streams.letters.LetterBox;
import dev.sluice.streams.letters.Verdicts;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.RunningStreams;
import dev.sluice.streams.testing.SampleEvents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Dead letters of a running platform, from the record that is held back to the verdict of a person.
class DeadLettersIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final NanoUsd CREDIT = NanoUsd.parse("1000");
    private static final NanoUsd CHARGE = NanoUsd.parse("0.0045");

    private static RunningStreams streams;
    private static RelaySide relay;

    private final UserId user = RelaySide.newUser();

    private record Answer(int exitCode, String page, String errors) {}

    @BeforeAll
    static void start() {
        streams = RunningStreams.shared();
        relay = new RelaySide(TestKafka.shared().bootstrapServers(), RunningStreams.PARTITIONS);
        try (RedisClient redis = RedisClient.create(TestRedis.shared().uri())) {
            relay.renewLease(redis);
        }
        relay.publishPrices();
    }

    @AfterAll
    static void stop() {
        relay.close();
    }

    @BeforeEach
    void grant() {
        relay.grant(user, CREDIT);
    }

    @Test
    void aLetterIsListedShownRefusedAndDismissedAndItsAccountGoesOn() {
        sendNonsense(user.value());
        Letter letter = awaitLetter(user.value());
        String handle = letter.handle().toString();
        assertThat(account().status()).isEqualTo(AccountAnswer.Status.PARKED);

        assertThat(run("list").page()).contains(handle, "poison", "Nonsense", user.value(), "ce_type: ");
        assertThat(run("show", handle).page()).contains("open", "dlq-place: account.events.v1-", "value of 5 bytes:",
                "{\\u001b[m");
        Answer replayed = run("replay", handle);
        assertThat(replayed.page()).startsWith(handle + " refused by operator at ").contains("ce_type: ");
        assertThat(replayed.exitCode()).isEqualTo(StreamsCommand.DIFFERENT);
        assertThat(lettersOf(user.value())).hasSize(1);
        Answer dismissed = run("dismiss", handle, "--because", "a test", "--by", "ann");

        assertThat(dismissed.page()).startsWith(handle + " dismissed by ann at ").endsWith(": a test\n");
        assertThat(dismissed.exitCode()).isEqualTo(StreamsCommand.FINE);
        await().atMost(SOON).until(() -> account().status() == AccountAnswer.Status.ACTIVE);
        assertThat(lettersOf(user.value())).isEmpty();
        assertThat(run("show", handle).page()).contains("dismissed by ann at ");
        assertThat(run("replay", handle).errors()).startsWith(handle + " is settled: dismissed by ann");
    }

    @Test
    void aSecondEndIsChargedWhenItIsReplayedHoweverOften() {
        RequestId request = RelaySide.newRequest();
        relay.reserve(user, request);
        relay.settle(user, request);
        send(settled(request, TokenUsage.of(2_000, 200)));
        Letter letter = awaitLetter(user.value());
        assertThat(letter.kind()).isEqualTo("CONFLICT");
        await().atMost(SOON).until(() -> account().status() == AccountAnswer.Status.PARKED);
        assertThat(account().balanceNanoUsd()).isEqualTo(CREDIT.minus(CHARGE));

        Verdicts verdicts = new Verdicts(TestKafka.shared().bootstrapServers(), InstantSource.system());
        Letter whole = LetterBox.read(TestKafka.shared().bootstrapServers(), List.of(letter.handle()))
                .find(letter.handle()).orElseThrow();
        List<Verdict> words = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            words.add(verdicts.replay(whole, "operator").orElseThrow().verdict());
        }

        assertThat(words).containsExactly(Verdict.REPLAYED, Verdict.REFUSED, Verdict.REFUSED);
        assertThat(command("explain", request.value()).page()).containsSubsequence("held back", "letter "
                + letter.handle() + ", conflict: ended twice", "replay of " + letter.place() + " by operator",
                "replayed", "by operator", "refused", "settled before");
        assertThat(account().balanceNanoUsd()).isEqualTo(CREDIT.minus(CHARGE).minus(CHARGE));
        assertThat(account().status()).isEqualTo(AccountAnswer.Status.ACTIVE);
    }

    @Test
    void quarantinedUsageIsChargedWhenItIsReplayed() {
        RequestId request = RelaySide.newRequest();
        relay.reserve(user, request);
        send(settled(request, TokenUsage.of(30_000_000, 0)));
        Letter letter = awaitLetter(user.value());
        assertThat(letter.reason()).isEqualTo("not charged: ABSURD_TOKENS");
        assertThat(account().balanceNanoUsd()).isEqualTo(CREDIT);

        assertThat(run("replay", letter.handle().toString()).page()).contains(" replayed by operator at ");
        assertThat(run("replay", letter.handle().toString()).errors()).contains(" is settled: replayed by operator");

        AccountAnswer account = account();
        assertThat(account.balanceNanoUsd()).isLessThan(CREDIT.minus(NanoUsd.parse("80")));
        assertThat(account.reservedNanoUsd()).isEqualTo(NanoUsd.ZERO);
        assertNothingDiffers();
    }

    @Test
    void whatTheRelayCouldNotSendIsReplayedInItsOrder() {
        RequestId request = RelaySide.newRequest();
        relay.bury(user, SampleEvents.reserved(user, request));
        Letter reservation = awaitLetter(user.value());
        assertThat(reservation.reason()).startsWith("Kafka refused it from the relay");
        relay.settle(user, request);
        relay.flush();
        await().atMost(SOON).until(() -> lettersOf(user.value()).size() == 2);
        Letter end = lettersOf(user.value()).stream().filter(letter -> !letter.handle().equals(reservation.handle()))
                .findFirst()
                .orElseThrow();

        Answer early = run("replay", end.handle().toString());
        Answer both = run("replay", reservation.handle().toString(), end.handle().toString());

        assertThat(early.page()).contains(" refused by operator at ", "ended without a reservation");
        assertThat(both.page().lines()).hasSize(2).allSatisfy(line -> assertThat(line).contains(" replayed by "));
        assertThat(account().balanceNanoUsd()).isEqualTo(CREDIT.minus(CHARGE));
        assertThat(account().reservedNanoUsd()).isEqualTo(NanoUsd.ZERO);
    }

    /// Compressed it is small enough for the log, and then it is not for the letters.
    @Test
    void whatIsTooLargeForALetterIsLeftInTheLogAndStopsNobody() {
        relay.sendLarge(partition(user.value()), user.value(), 2 * 1024 * 1024);
        relay.grant(user, CREDIT);
        relay.flush();
        Letter letter = awaitLetter(user.value());
        String handle = letter.handle().toString();
        await().atMost(SOON).until(() -> account().balanceNanoUsd().equals(CREDIT.plus(CREDIT)));

        assertThat(run("show", handle).page()).contains("dlq-left: 2097", " bytes, too large for a letter: they stand",
                letter.place());
        assertThat(run("replay", handle).errors()).contains(handle + " is too large to be carried again");
        assertThat(run("dismiss", handle, "--because", "a test").exitCode()).isEqualTo(StreamsCommand.FINE);
        await().atMost(SOON).until(() -> account().status() == AccountAnswer.Status.ACTIVE);
    }

    @Test
    void aLetterThatIsNotTakenASecondTimeKeepsNoOtherFromItsVerdict() {
        relay.buryLarge(user, 1024 * 1024 - 260);
        sendNonsense(user.value());
        await().atMost(SOON).until(() -> lettersOf(user.value()).size() == 2);
        String[] handles = lettersOf(user.value()).stream().map(letter -> letter.handle().toString())
                .toArray(String[]::new);

        Answer answer = run("replay", handles[0], handles[1]);

        assertThat(answer.errors()).contains(handles[0] + " is too large to be carried again");
        assertThat(answer.page()).startsWith(handles[1] + " refused by operator");
        assertThat(answer.exitCode()).isEqualTo(StreamsCommand.DIFFERENT);
        assertThat(run("dismiss", handles[0], handles[1], "--because", "a test").exitCode())
                .isEqualTo(StreamsCommand.FINE);
    }

    @Test
    void aLetterWithoutAnAccountCanOnlyBeDismissed() {
        String nobody = "nobody-" + RelaySide.newRequest();
        sendNonsense(nobody);
        String handle = awaitLetter(nobody).handle().toString();

        assertThat(run("replay", handle).errors()).contains(handle + " names no account");
        assertThat(run("dismiss", handle, "--because", "a test").exitCode()).isEqualTo(StreamsCommand.FINE);
        assertThat(lettersOf(nobody)).isEmpty();
    }

    @Test
    void aParkedAccountIsReleasedWhateverParkedIt() {
        sendNonsense(user.value());
        awaitLetter(user.value());

        assertThat(run("unpark", user.value(), "--because", "a test").page())
                .isEqualTo(user + ": its release is in the log.\n");

        await().atMost(SOON).until(() -> account().status() == AccountAnswer.Status.ACTIVE);
        assertThat(run("unpark", RelaySide.newUser().value(), "--because", "a test").errors())
                .contains(" has no account");
    }

    @Test
    void whatIsAskedWronglyIsRefusedInASentence() {
        assertThat(run("replay", "seven").errors()).startsWith("letter: seven (expected: PARTITION@OFFSET");
        assertThat(run("replay", "0@999999").errors()).isEqualTo("0@999999 is no dead letter\n");
        assertThat(run("dismiss", "0@0").errors()).startsWith("dlq dismiss: no reason (expected: --because TEXT)");
        assertThat(run("bury").exitCode()).isEqualTo(StreamsCommand.USAGE);
    }

    private static UsageSettled settledOf(UsageSettled sample, TokenUsage tokens) {
        return new UsageSettled(sample.eventId(), sample.requestId(), sample.userId(), sample.keyId(),
                sample.relayId(), sample.at(), null, tokens, sample.basis(), null, sample.modelAnswered(), null, null,
                null, 0, null, "anthropic", 200, sample.outcome(), null, 50L, 400L);
    }

    private UsageSettled settled(RequestId request, TokenUsage tokens) {
        return settledOf(SampleEvents.settled(user, request), tokens);
    }

    private void send(UsageSettled end) {
        relay.send(partition(user.value()), user.value(), end, null);
        relay.flush();
    }

    private static void sendNonsense(String key) {
        relay.sendBytes(partition(key), key, "dev.sluice.account.Nonsense", new byte[]{'{', 27, '[', 'm', '}'}, null);
        relay.flush();
    }

    private static int partition(String key) {
        return Partitions.of(key, RunningStreams.PARTITIONS);
    }

    private static Letter awaitLetter(String key) {
        await().atMost(SOON).until(() -> !lettersOf(key).isEmpty());
        return lettersOf(key).getFirst();
    }

    private static List<Letter> lettersOf(String key) {
        return LetterBox.read(TestKafka.shared().bootstrapServers(), List.of()).open().stream()
                .filter(letter -> letter.key().equals(key)).toList();
    }

    private AccountAnswer account() {
        return streams.get("/internal/accounts/" + user).as(AccountAnswer.class);
    }

    private static void assertNothingDiffers() {
        await().atMost(SOON).untilAsserted(() -> assertThat(command("verify").page()).endsWith("Nothing differs.\n"));
    }

    private static Answer run(String... words) {
        List<String> all = new ArrayList<>(List.of("dlq"));
        all.addAll(List.of(words));
        return command(all.toArray(String[]::new));
    }

    private static Answer command(String... words) {
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
