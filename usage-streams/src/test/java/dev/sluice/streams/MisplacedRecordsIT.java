package dev.sluice.streams;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.contracts.rated.DeadLetterSettled.Verdict;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.streams.letters.Letter;
import dev.sluice.streams.letters.LetterBox;
import dev.sluice.streams.letters.Verdicts;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.RunningStreams;
import dev.sluice.streams.testing.SampleEvents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Records in another partition than their key leads to. The rows of their account are elsewhere: rows made here
/// would be a second account.
class MisplacedRecordsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final NanoUsd CREDIT = NanoUsd.parse("10");

    private final UserId user = RelaySide.newUser();
    private final String kafka = TestKafka.shared().bootstrapServers();
    private final RunningStreams streams = RunningStreams.shared();

    @Test
    void areHeldBackAndDecidedOnlyWhereTheirAccountIs() {
        int wrong = (Partitions.of(user.value(), RunningStreams.PARTITIONS) + 1) % RunningStreams.PARTITIONS;
        try (RelaySide relay = new RelaySide(kafka, RunningStreams.PARTITIONS)) {
            relay.grant(user, CREDIT);
            relay.send(wrong, user.value(), SampleEvents.granted(user, CREDIT), null);
            relay.sendBytes(wrong, user.value(), "dev.sluice.account.Nonsense", new byte[]{'{'}, null);
            relay.flush();
        }
        await().atMost(SOON).until(() -> letters().size() == 2);
        await().atMost(SOON).untilAsserted(() -> assertThat(account().balanceNanoUsd()).isEqualTo(CREDIT));
        assertThat(account().status()).isEqualTo(AccountAnswer.Status.ACTIVE);
        Letter grant = letters().getFirst();
        assertThat(grant.reason()).contains("partition: not that of the account");

        Verdicts verdicts = new Verdicts(kafka, InstantSource.system());
        DeadLetterSettled replayed = verdicts.replay(whole(grant), "ann").orElseThrow();
        DeadLetterSettled dismissed = verdicts.dismiss(letters().getFirst(), "a test", "ann").orElseThrow();

        assertThat(replayed.verdict()).isEqualTo(Verdict.REPLAYED);
        assertThat(dismissed.verdict()).isEqualTo(Verdict.DISMISSED);
        assertThat(account().balanceNanoUsd()).isEqualTo(CREDIT.plus(CREDIT));
        assertThat(letters()).isEmpty();
    }

    private List<Letter> letters() {
        return LetterBox.read(kafka, List.of()).open().stream().filter(letter -> letter.key().equals(user.value()))
                .toList();
    }

    private Letter whole(Letter listed) {
        return LetterBox.read(kafka, List.of(listed.handle())).find(listed.handle()).orElseThrow();
    }

    private AccountAnswer account() {
        return streams.get("/internal/accounts/" + user).as(AccountAnswer.class);
    }
}
