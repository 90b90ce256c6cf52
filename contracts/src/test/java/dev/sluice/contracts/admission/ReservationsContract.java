package dev.sluice.contracts.admission;

import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.admission.AdmitAnswer.Admitted;
import dev.sluice.contracts.admission.AdmitAnswer.InsufficientBalance;
import dev.sluice.contracts.admission.AdmitAnswer.Unknown;
import dev.sluice.contracts.ids.RequestId;

import static dev.sluice.contracts.admission.AdmissionSamples.request;
import static org.assertj.core.api.Assertions.assertThat;

/// Money and views: what every `Reservations` must do. The twin and the scripts in a real Redis run it.
abstract class ReservationsContract {

    final AdmissionSamples samples = new AdmissionSamples();
    Reservations reservations = reservations();

    abstract Reservations reservations();

    /// Redis time, roughly.
    abstract long nowMillis();

    /// Makes the local entries of the account look as if they were this old.
    abstract void age(AdmissionSamples of, long millis);

    @BeforeEach
    void start() {
        reservations = reservations();
    }

    void apply(AccountView view) {
        reservations.apply(ApplyRequest.of(view));
    }

    long available() {
        return ((InsufficientBalance) reservations.admit(samples.ask(1_000_000_000))).availableMicros();
    }

    @Test
    void anAccountWithoutViewIsUnknownNotEmpty() {
        assertThat(reservations.admit(samples.ask(1))).isEqualTo(Unknown.ABSENT);
    }

    @Test
    void aNewAccountIsClosedUntilTheLogHasPassedItsGate() {
        apply(samples.view(1, 100, List.of()));

        Unknown closed = (Unknown) reservations.admit(samples.ask(1).withGate(GatePass.reached(5)));

        assertThat(closed.gateMillis()).isCloseTo(nowMillis(), Offset.offset(60_000L));
        AdmitRequest passed = samples.ask(1).withGate(GatePass.reached(closed.gateMillis()));
        assertThat(reservations.admit(passed)).isInstanceOf(Admitted.class);
    }

    @Test
    void reservesNoMoreThanTheBalanceAndARefusalChangesNothing() {
        apply(samples.view(1, 100, List.of()));

        assertThat(reservations.admit(samples.ask(60))).isInstanceOf(Admitted.class);
        assertThat(reservations.admit(samples.ask(60))).isEqualTo(new InsufficientBalance(40));
        assertThat(reservations.admit(samples.ask(40))).isInstanceOf(Admitted.class);
        assertThat(reservations.admit(samples.ask(1))).isEqualTo(new InsufficientBalance(0));
    }

    @Test
    void needsMoreThanItReservesWhenTheRelayAsksForHeadroom() {
        apply(samples.view(1, 100, List.of()));
        AdmitRequest plain = samples.ask(20);
        AdmitRequest careful = new AdmitRequest(plain.userId(), plain.keyId(), plain.journal(), plain.requestId(), 0,
                20,
                7, 200, plain.userLimits(), plain.keyLimits(), plain.gate(), false);

        assertThat(reservations.admit(careful)).isEqualTo(new InsufficientBalance(100));
        assertThat(reservations.admit(plain)).isInstanceOf(Admitted.class);
    }

    @Test
    void theSameEntryAskedAgainIsTheSameReservation() {
        apply(samples.view(1, 100, List.of()));
        AdmitRequest ask = samples.ask(60);
        Admitted first = (Admitted) reservations.admit(ask);

        Admitted again = (Admitted) reservations.admit(ask);

        assertThat(again.redisMillis()).isEqualTo(first.redisMillis());
        assertThat(available()).isEqualTo(40);
    }

    @Test
    void anExtensionIsAnEntryOfItsOwnAndCountsNoRequest() {
        apply(samples.view(1, 100, List.of()));
        RequestId request = request();
        Allowances one = Allowances.of(Limit.REQUESTS_PER_MINUTE, 1);
        reservations.admit(samples.ask(request, 0, 30, one, one));

        assertThat(reservations.admit(samples.ask(request, 1, 30, one, one))).isInstanceOf(Admitted.class);
        assertThat(available()).isEqualTo(40);
    }

    @Test
    void aViewTakesOverExactlyWhatItConsumed() {
        apply(samples.view(1, 100, List.of()));
        RequestId request = request();
        reservations.admit(samples.ask(request, 0, 30, Allowances.UNLIMITED, Allowances.UNLIMITED));
        reservations.admit(samples.ask(request, 1, 20, Allowances.UNLIMITED, Allowances.UNLIMITED));

        apply(samples.view(2, 70, List.of(new Consumed(request, 0, 0))));

        assertThat(available()).isEqualTo(50);
        apply(samples.view(3, 50, List.of(new Consumed(request, 0, 3))));
        assertThat(available()).isEqualTo(50);
    }

    @Test
    void anOlderViewChangesNothingButStillConsumes() {
        apply(samples.view(7, 100, List.of()));
        RequestId request = request();
        reservations.admit(samples.ask(request, 0, 30, Allowances.UNLIMITED, Allowances.UNLIMITED));

        Reservations.ApplyAnswer answer = reservations
                .apply(ApplyRequest.of(samples.view(6, 999, List.of(new Consumed(request, 0, 0)))));

        assertThat(answer.userApplied()).isFalse();
        assertThat(answer.left()).isZero();
        assertThat(available()).isEqualTo(100);
    }

    @Test
    void aHigherEpochReplacesTheWorldAndALowerOneIsIgnored() {
        apply(samples.view(7, 100, List.of()));
        AccountView next = samples.view(1, 55, List.of());
        apply(new AccountView(next.userId(), 1, 1, next.asOf(), 55, 0, 0, null, next.windows(), null, List.of()));

        apply(samples.view(9, 999, List.of()));

        assertThat(available()).isEqualTo(55);
    }

    @Test
    void creditExtendsTheBalanceAndOpenReservationsReduceIt() {
        AccountView view = samples.view(1, 100, List.of());
        apply(new AccountView(view.userId(), 0, 1, view.asOf(), 100, 50, 30, null, view.windows(), null, List.of()));

        assertThat(available()).isEqualTo(120);
    }

    @Test
    void aHaltedAccountAdmitsNothing() {
        AccountView view = samples.view(1, 100, List.of());
        apply(new AccountView(view.userId(), 0, 1, view.asOf(), 100, 0, 0, AccountView.Halt.FROZEN, view.windows(),
                null,
                List.of()));

        assertThat(reservations.admit(samples.ask(1))).isEqualTo(new AdmitAnswer.Halted(AccountView.Halt.FROZEN));
    }

}
