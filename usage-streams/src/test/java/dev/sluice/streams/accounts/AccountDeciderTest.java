package dev.sluice.streams.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.CreditGranted.Kind;
import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.admission.Consumed;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;

/// The life of a request as the log tells it: once, twice, out of order, cut short, implausible.
class AccountDeciderTest {

    private final AccountWorld world = new AccountWorld();

    @Test
    void aSettledRequestIsChargedOnceAndLeavesNothingOpen() {
        world.command(world.granted(Kind.PAID, 10_000_000));
        RequestId request = world.request();

        world.append(world.reserved(request, 1_000));
        assertThat(world.lastView().openMicros()).isEqualTo(1_000);
        world.append(world.settled(request, TokenUsage.of(300, 200)));

        assertThat(world.lastView().openMicros()).isZero();
        assertThat(world.lastView().balanceMicros()).isEqualTo(9_500);
        assertThat(world.rated).extracting(RatedUsage::chargeNanoUsd).containsExactly(NanoUsd.of(500_000));
        assertThat(world.rated.getFirst().transactionId()).isEqualTo(world.transactions.getLast().transactionId());
    }

    @Test
    void aViewConsumesWhatItCountsAndATerminalAllOfItsRequest() {
        RequestId request = world.request();

        world.append(world.reserved(request, 1_000));
        world.append(world.extended(request, 1, 500));
        world.append(world.settled(request, TokenUsage.of(300, 200)));

        assertThat(world.views).extracting(AccountView::consumed).containsExactly(
                List.of(new Consumed(request, 0, 0)), List.of(new Consumed(request, 1, 1)),
                List.of(new Consumed(request, 0, 2)));
    }

    @Test
    void theWindowsHoldTheEstimateUntilTheNumbersAreKnownAndTheRequestForEver() {
        RequestId request = world.request();
        long millis = world.now().toEpochMilli();

        world.append(world.reserved(request, 1_000));
        world.append(world.settled(request, new TokenUsage(100, 50, 5_000, 0, 0, 0, 0, 0)));

        var windows = world.account().windows();
        assertThat(windows.requestsPerMinute(millis)).isEqualTo(1);
        assertThat(windows.tokensPerMinute(millis)).isEqualTo(150);
        assertThat(windows.totalNanos()).isEqualTo(150_000);
    }

    @Test
    void aFailedRequestCostsNothingButStaysCounted() {
        RequestId request = world.request();
        long millis = world.now().toEpochMilli();
        world.append(world.reserved(request, 1_000));

        world.append(world.failed(request));

        assertThat(world.transactions).isEmpty();
        assertThat(world.rated).extracting(RatedUsage::chargeNanoUsd).containsExactly(NanoUsd.ZERO);
        assertThat(world.account().windows().requestsPerMinute(millis)).isEqualTo(1);
    }

    @Test
    void anAbandonedRequestCostsItsProgressElseItsInput() {
        RequestId silent = world.request();
        RequestId speaking = world.request();
        world.append(world.reserved(silent, 1_000));
        world.append(world.reserved(speaking, 1_000));
        world.append(world.extended(speaking, 1, 200));

        world.command(world.abandoned(silent, null));
        world.command(world.abandoned(speaking, null));

        assertThat(world.rated).extracting(RatedUsage::basis).containsOnly(Basis.ABANDONED);
        assertThat(world.rated).extracting(RatedUsage::chargeNanoUsd).containsExactly(NanoUsd.of(500_000),
                NanoUsd.of(210_000));
    }

    @Test
    void theRealNumbersAfterAnAbandonmentAreAnAdjustment() {
        RequestId request = world.request();
        world.append(world.reserved(request, 1_000));
        world.command(world.abandoned(request, TokenUsage.of(400, 0)));

        world.append(world.settled(request, TokenUsage.of(100, 100)));

        assertThat(world.rated).extracting(RatedUsage::sequence).containsExactly(0, 1);
        assertThat(world.rated).extracting(RatedUsage::chargeNanoUsd).containsExactly(NanoUsd.of(400_000),
                NanoUsd.of(-200_000));
        assertThat(world.account().wallet().balanceNanos()).isEqualTo(-200_000);
        assertThat(world.account().windows().totalNanos()).isEqualTo(200_000);
    }

    @Test
    void anAbandonmentAfterTheEndSaysNothingNew() {
        RequestId request = world.request();
        world.append(world.reserved(request, 1_000));
        world.append(world.settled(request, TokenUsage.of(100, 100)));

        assertThat(world.command(world.abandoned(request, null)).isNothing()).isTrue();
        assertThat(world.command(world.settled(request, TokenUsage.of(100, 100))).isNothing()).isTrue();
    }

    @Test
    void twoDifferentEndsParkTheAccount() {
        RequestId request = world.request();
        world.append(world.reserved(request, 1_000));
        world.append(world.settled(request, TokenUsage.of(100, 100)));

        world.command(world.settled(request, TokenUsage.of(100, 101)));

        assertThat(world.lastView().halt()).isEqualTo(AccountView.Halt.PARKED);
        assertThat(world.alerts).extracting(UsageAlert::kind).contains(UsageAlert.Kind.PARKED);
        assertThat(world.rated).hasSize(1);
    }

    @Test
    void aRepeatInTheJournalHasNoEffect() {
        RequestId request = world.request();
        Appended record = new Appended(world.reserved(request, 1_000), world.now(), world.journal, 0);

        world.decide(record);

        assertThat(world.decide(record).isNothing()).isTrue();
        assertThat(world.views).hasSize(1);
    }

    @Test
    void anEndThatOvertookItsReservationWaitsForIt() {
        RequestId request = world.request();
        var settled = new Appended(world.settled(request, TokenUsage.of(100, 100)), world.now(), world.journal, 2);
        var extended = new Appended(world.extended(request, 1, 50), world.now(), world.journal, 1);
        var reserved = new Appended(world.reserved(request, 1_000), world.now(), world.journal, 0);

        assertThat(world.decide(settled).isNothing()).isTrue();
        assertThat(world.decide(extended).isNothing()).isTrue();
        world.decide(reserved);

        assertThat(world.rated).extracting(RatedUsage::chargeNanoUsd).containsExactly(NanoUsd.of(200_000));
        assertThat(world.lastView().openMicros()).isZero();
        assertThat(world.lastView().consumed()).containsExactly(new Consumed(request, 0, 2));
    }

    @Test
    void anEndWhoseReservationWillNeverComeIsNotCharged() {
        world.append(world.settled(world.request(), TokenUsage.of(100, 100)));

        assertThat(world.transactions).isEmpty();
        assertThat(world.alerts).extracting(UsageAlert::kind).containsExactly(UsageAlert.Kind.QUARANTINED);
    }

    @Test
    void absurdUsageIsQuarantinedAndNotCharged() {
        RequestId request = world.request();
        world.append(world.reserved(request, 1_000));

        world.append(world.settled(request, TokenUsage.of(TokenUsage.CLASS_MAX, 1)));

        assertThat(world.rated.getFirst().chargeNanoUsd()).isEqualTo(NanoUsd.ZERO);
        assertThat(world.rated.getFirst().flags()).contains("QUARANTINED");
        assertThat(world.alerts).extracting(UsageAlert::kind).containsExactly(UsageAlert.Kind.QUARANTINED);
        assertThat(world.lastView().openMicros()).isZero();
    }

    @Test
    void aMarkIsReleasedOnlyWhenNothingBeforeItIsMissing() {
        Instant before = world.now().minusSeconds(1);
        Decision early = world.decide(new Appended(world.mark(before), world.now(), world.journal, 1));
        Decision complete = world
                .decide(new Appended(world.reserved(world.request(), 10), world.now(), world.journal, 0));

        assertThat(early.watermarks()).isEmpty();
        assertThat(complete.watermarks()).containsExactly(new Watermark(world.journal, before, false));
        assertThat(complete.views()).hasSize(1);
    }

    @Test
    void itSaysWhichPriceBookItLacks() {
        RequestId request = world.request();
        world.append(world.reserved(request, 1_000));
        var settled = world.settled(request, TokenUsage.of(1, 1));
        AccountDecider decider = new AccountDecider(0);

        assertThat(decider.lacking(world.rows, settled, PriceBooks.NONE)).contains(AccountWorld.BOOK);
        assertThat(decider.lacking(world.rows, settled, AccountWorld.books())).isEqualTo(Optional.empty());
    }
}
