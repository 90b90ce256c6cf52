package dev.sluice.streams.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.CreditGranted.Kind;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.contracts.rated.DeadLetterSettled.Verdict;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.accounts.rows.LetterKind;

import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of records that are held back: decided or dismissed once, by the first verdict, and an account that
/// they parked goes on with the last.
class LettersTest {

    private static final long GRANTED = 100_000_000_000L;
    private static final TokenUsage ABSURD = TokenUsage.of(Charge.TOKENS_MAX, 1_000);
    private static final long ABSURD_NANOS = (Charge.TOKENS_MAX + 1_000) * AccountWorld.NANOS_PER_TOKEN;

    private final AccountWorld world = new AccountWorld();

    @BeforeEach
    void grant() {
        world.command(world.granted(Kind.PAID, GRANTED));
    }

    @Test
    void aReplayedLetterIsDecidedOnceAndItsAccountGoesOn() {
        RequestId request = world.request();
        UsageSettled end = world.settled(request, TokenUsage.of(300, 200));
        world.append(world.reserved(request, 1_000));
        world.poison("log@1");
        assertThat(world.lastView().halt()).isEqualTo(AccountView.Halt.PARKED);

        world.replay("log@1", end);
        world.replay("log@1", end);
        world.replay("log@1", world.settled(request, TokenUsage.of(999, 999)));

        assertThat(verdicts()).containsExactly(Verdict.REPLAYED, Verdict.REFUSED, Verdict.REFUSED);
        assertThat(spent()).isEqualTo(500_000);
        assertThat(world.lastView().halt()).isNull();
        assertThat(world.lastView().openMicros()).isZero();
    }

    @Test
    void aReplayThatFailsAgainLeavesTheLetterOpenAndMakesNoSecondOne() {
        world.poison("log@1");

        world.replayPoison("log@1");

        assertThat(verdicts()).containsExactly(Verdict.REFUSED);
        assertThat(world.held).hasSize(1);
        assertThat(world.lastView().halt()).isEqualTo(AccountView.Halt.PARKED);
        world.dismiss("log@1");
        assertThat(world.lastView().halt()).isNull();
    }

    @Test
    void theAccountGoesOnWithTheLastLetterThatParkedIt() {
        world.poison("log@1");
        world.poison("log@2");

        world.dismiss("log@1");
        world.dismiss("log@1");
        assertThat(world.account().isParked()).isTrue();
        world.dismiss("log@2");

        assertThat(world.account().isParked()).isFalse();
        assertThat(verdicts()).containsExactly(Verdict.DISMISSED, Verdict.REFUSED, Verdict.DISMISSED);
    }

    /// A letter may be deleted unseen: its account, once released by hand, is parked by later letters alone.
    @Test
    void whatIsHeldAfterAReleaseByHandParksByItself() {
        world.poison("log@1");
        world.poison("log@2");
        world.release();
        assertThat(world.account().isParked()).isFalse();

        world.poison("log@3");
        world.dismiss("log@1");
        assertThat(world.account().isParked()).isTrue();
        world.dismiss("log@3");

        assertThat(world.account().isParked()).isFalse();
        world.dismiss("log@2");
        assertThat(verdicts()).containsOnly(Verdict.DISMISSED).hasSize(3);
    }

    @Test
    void anAbandonmentThatWasHeldDoesNotReplaceTheRealEndThatCameSince() {
        RequestId request = world.request();
        world.append(world.reserved(request, 1_000));
        var lost = world.abandoned(request, ABSURD);
        world.command(lost);
        world.append(world.settled(request, TokenUsage.of(300, 200)));
        assertThat(spent()).isEqualTo(500_000);

        world.replay(lost.eventId(), lost);

        assertThat(spent()).isEqualTo(500_000);
        assertThat(verdicts()).containsExactly(Verdict.REFUSED);
    }

    @Test
    void aCommandThatWasHeldIsCarriedOutOnce() {
        world.poison("log@1");
        var grant = world.granted(Kind.PAID, 7_000);

        world.replay("log@1", grant);
        world.replay("log@1", grant);

        assertThat(world.account().wallet().balanceNanos()).isEqualTo(GRANTED + 7_000);
    }

    @Test
    void ofTwoEndsTheReplayedOneIsChargedAndTheDismissedOneIsNot() {
        RequestId request = world.request();
        world.append(world.reserved(request, 1_000));
        world.append(world.settled(request, TokenUsage.of(100, 100)));
        UsageSettled other = world.settled(request, TokenUsage.of(100, 150));
        UsageSettled third = world.settled(request, TokenUsage.of(500, 500));
        world.command(other);
        world.command(third);
        assertThat(world.held).extracting(Held::kind).containsOnly(LetterKind.CONFLICT);

        world.replay(other.eventId(), other);
        world.dismiss(third.eventId());
        world.replay(third.eventId(), third);

        assertThat(spent()).isEqualTo(250_000);
        assertThat(world.rated).extracting(RatedUsage::chargeNanoUsd).containsExactly(NanoUsd.of(200_000),
                NanoUsd.of(50_000));
        assertThat(world.account().windows().totalNanos()).isEqualTo(250_000);
        assertThat(world.account().isParked()).isFalse();
    }

    @Test
    void quarantinedUsageIsChargedWhenSomebodyBelievesItAndOnlyOnce() {
        RequestId request = world.request();
        world.append(world.reserved(request, 1_000));
        UsageSettled end = world.settled(request, ABSURD);
        world.command(end);
        assertThat(spent()).isZero();
        assertThat(world.account().isParked()).isFalse();

        world.replay(end.eventId(), end);
        world.replay(end.eventId(), end);
        world.command(end);

        assertThat(spent()).isEqualTo(ABSURD_NANOS);
        assertThat(world.account().windows().totalNanos()).isEqualTo(ABSURD_NANOS);
        assertThat(world.rated).extracting(RatedUsage::tokens).containsExactly(ABSURD, TokenUsage.NONE);
    }

    @Test
    void quarantinedUsageThatIsDismissedStaysUncharged() {
        RequestId request = world.request();
        world.append(world.reserved(request, 1_000));
        UsageSettled end = world.settled(request, ABSURD);
        world.command(end);

        world.dismiss(end.eventId());
        world.replay(end.eventId(), end);

        assertThat(spent()).isZero();
        assertThat(verdicts()).containsExactly(Verdict.DISMISSED, Verdict.REFUSED);
    }

    @Test
    void anEndWhoseReservationWasHeldTooIsChargedAfterIt() {
        RequestId request = world.request();
        world.poison("log@1");
        UsageSettled end = world.settled(request, TokenUsage.of(300, 200));
        world.command(end);
        assertThat(world.alerts.getLast().kind()).isEqualTo(UsageAlert.Kind.QUARANTINED);

        world.replay(end.eventId(), end);
        world.replay("log@1", world.reserved(request, 1_000));
        world.replay(end.eventId(), end);

        assertThat(verdicts()).containsExactly(Verdict.REFUSED, Verdict.REPLAYED, Verdict.REPLAYED);
        assertThat(spent()).isEqualTo(500_000);
        assertThat(world.account().openNanos()).isZero();
    }

    @Test
    void anEndThatWaitedIsHeldItselfAndNotItsReservation() {
        RequestId request = world.request();
        UsageSettled end = world.settled(request, ABSURD);
        world.decide(new Appended(end, world.now(), world.journal, 1));
        var reserved = world.reserved(request, 1_000);
        world.decide(new Appended(reserved, world.now(), world.journal, 0));

        assertThat(world.held).extracting(Held::event).containsExactly(end);
        world.replay(reserved.eventId(), end);
        assertThat(spent()).isEqualTo(ABSURD_NANOS);
    }

    /// What a relay could not send is not known here until somebody replays it.
    @Test
    void aLetterOfTheRelayCountsOnce() {
        RequestId request = world.request();
        world.append(world.reserved(request, 1_000));

        for (int i = 0; i < 3; i++) {
            world.replay("journal@5", world.settled(request, TokenUsage.of(300, 200)));
            world.replay("journal@6", world.granted(Kind.PAID, 1_000));
        }

        assertThat(spent()).isEqualTo(500_000 - 1_000);
    }

    /// Whatever verdicts are given how often and in which order, and however often everything is repeated.
    @Test
    void nothingIsChargedTwiceHoweverOftenItIsReplayed() {
        for (long seed = 0; seed < 200; seed++) {
            AccountWorld account = new AccountWorld();
            account.command(account.granted(Kind.PAID, GRANTED));
            long mostly = randomVerdicts(account, new SplittableRandom(seed));

            long charged = account.rated.stream().mapToLong(rated -> rated.chargeNanoUsd().nanos()).sum();
            assertThat(account.account().wallet().balanceNanos()).as("seed %d", seed).isEqualTo(GRANTED - charged);
            assertThat(charged).as("seed %d", seed).isBetween(0L, mostly);
            assertThat(account.account().windows().totalNanos()).as("seed %d", seed)
                    .isEqualTo(charged + account.account().openNanos());
            assertThat(account.settled.stream().filter(DeadLetterSettled::settles).map(DeadLetterSettled::place))
                    .as("seed %d", seed).doesNotHaveDuplicates();
        }
    }

    private static long randomVerdicts(AccountWorld account, SplittableRandom random) {
        List<UsageSettled> ends = new ArrayList<>();
        long dearest = 0;
        for (int i = 0; i < 4; i++) {
            RequestId request = account.request();
            account.append(account.reserved(request, 1_000));
            ends.add(account.settled(request, TokenUsage.of(random.nextLong(1, 500), 100)));
            ends.add(account.settled(request, random.nextBoolean() ? ABSURD : TokenUsage.of(700, 100)));
            dearest += ABSURD_NANOS;
        }
        List<UsageSettled> log = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int at = random.nextInt(log.size() + 1);
            switch (at == log.size() ? 0 : random.nextInt(4)) {
                case 0 -> {
                    log.add(ends.get(random.nextInt(ends.size())));
                    account.decide(new Appended(log.getLast(), account.now(), null, Appended.NO_PSEQ,
                            "log@" + (log.size() - 1), null));
                }
                case 1 -> account.dismiss("log@" + at);
                default -> account.replay("log@" + at, log.get(at));
            }
        }
        return dearest;
    }

    private long spent() {
        return GRANTED - world.account().wallet().balanceNanos();
    }

    private List<Verdict> verdicts() {
        return world.settled.stream().map(DeadLetterSettled::verdict).toList();
    }
}
