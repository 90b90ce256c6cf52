package dev.sluice.contracts.admission;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.contracts.admission.AdmitAnswer.Admitted;
import dev.sluice.contracts.admission.AdmitAnswer.Refused;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.RequestId;

import static dev.sluice.contracts.admission.AdmissionSamples.request;
import static org.assertj.core.api.Assertions.assertThat;

/// Limits, leases, gates and sweeps: the other half of what every `Reservations` must do.
abstract class ReservationsLimitsContract extends ReservationsContract {

    private static final long RICH = 1_000_000_000;
    private static final int ROUNDS = 10;

    /// How many entries one sweep removes at most.
    abstract long removedAtOnceMax();

    /// Every ring holds one bucket of `used` in each column at `millis`; month and total too.
    static WindowsView used(long used, long millis) {
        String minute = ring(RingShape.MINUTE, used, millis);
        String fiveHours = ring(RingShape.FIVE_HOURS, used, millis);
        String day = ring(RingShape.DAY, used, millis);
        String week = ring(RingShape.WEEK, used, millis);
        long monthEnd = millis + RingShape.WEEK.bucketMillis() * 20;
        return new WindowsView(String.join(";", minute, fiveHours, day, week,
                monthEnd + "," + used + "," + used, "" + used));
    }

    private static String ring(RingShape shape, long used, long millis) {
        return shape.bucket(millis) + "," + used + "," + used + "|0:" + used + ":" + used;
    }

    @ParameterizedTest
    @EnumSource(value = Limit.class, mode = EnumSource.Mode.EXCLUDE, names = "CONCURRENCY")
    void refusesWhatTheLogAndTheLocalEntriesTogetherHaveSpent(Limit limit) {
        apply(samples.view(1, RICH, used(85, nowMillis()), null, List.of()));
        Allowances hundred = Allowances.of(limit, perRequest(limit) == 1 ? 87 : 100);

        Admitted first = (Admitted) reservations.admit(samples.ask(hundred, Allowances.UNLIMITED));
        reservations.admit(samples.ask(hundred, Allowances.UNLIMITED));
        reservations.admit(samples.ask(hundred, Allowances.UNLIMITED));
        AdmitAnswer refused = reservations.admit(samples.ask(hundred, Allowances.UNLIMITED));

        assertThat(first.userRemaining().of(limit)).isEqualTo(hundred.of(limit) - 85 - perRequest(limit));
        assertThat(refused).isInstanceOfSatisfying(Refused.class, answer -> {
            assertThat(answer.scope()).isEqualTo(Limit.Scope.USER);
            assertThat(answer.limit()).isEqualTo(limit);
            assertThat(answer.resetMillis()).isNotZero();
        });
    }

    private static long perRequest(Limit limit) {
        return switch (limit) {
            case REQUESTS_PER_MINUTE, REQUESTS_PER_DAY, CONCURRENCY -> 1;
            case TOKENS_PER_MINUTE, TOKENS_PER_MONTH -> 7;
            case SPEND_FIVE_HOURS, SPEND_DAY, SPEND_WEEK, SPEND_MONTH, SPEND_TOTAL -> 10;
        };
    }

    @Test
    void aKeyHasLimitsOfItsOwnAndAnUnusedKeyHasSpentNothing() {
        AccountView.KeyScope busy = samples.scope(samples.otherKey, used(50, nowMillis()));
        apply(samples.view(1, RICH, used(50, nowMillis()), busy, List.of()));
        Allowances one = Allowances.of(Limit.REQUESTS_PER_MINUTE, 1);

        assertThat(reservations.admit(samples.ask(Allowances.UNLIMITED, one))).isInstanceOf(Admitted.class);
        assertThat(reservations.admit(samples.ask(Allowances.UNLIMITED, one))).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.scope()).isEqualTo(Limit.Scope.KEY));
    }

    @Test
    void aScopeOfAKeyIsGuardedByItsOwnVersion() {
        apply(samples.view(9, RICH, List.of()));
        Allowances limit = Allowances.of(Limit.SPEND_TOTAL, 55);

        AccountView late = samples.view(5, 1, used(50, nowMillis()), samples.scope(samples.key,
                used(50, nowMillis())), List.of());
        Reservations.ApplyAnswer answer = reservations.apply(ApplyRequest.of(late));

        assertThat(answer.keyApplied()).isTrue();
        assertThat(answer.userApplied()).isFalse();
        assertThat(reservations.admit(samples.ask(Allowances.UNLIMITED, limit))).isInstanceOf(Refused.class);
    }

    @Test
    void whatHasLeftTheWindowCountsNoMore() {
        long longAgo = nowMillis() - RingShape.MINUTE.bucketMillis() * (RingShape.MINUTE.buckets() + 1);
        apply(samples.view(1, RICH, used(50, longAgo), null, List.of()));

        assertThat(reservations.admit(samples.ask(Allowances.of(Limit.REQUESTS_PER_MINUTE, 1), Allowances.UNLIMITED)))
                .isInstanceOf(Admitted.class);
    }

    @Test
    void concurrencyIsALeasePerRequest() {
        apply(samples.view(1, RICH, List.of()));
        Allowances two = Allowances.of(Limit.CONCURRENCY, 2);
        RequestId request = request();
        reservations.admit(samples.ask(request, 0, 1, two, two));
        reservations.admit(samples.ask(two, two));

        assertThat(reservations.admit(samples.ask(two, two))).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.limit()).isEqualTo(Limit.CONCURRENCY));
        assertThat(reservations.admit(samples.ask(request, 1, 1, two, two))).isInstanceOf(Admitted.class);
    }

    @Test
    void whoHoldsALeaseTakesNoOtherPlaceAndIsNotToldHowManyRemain() {
        apply(samples.view(1, RICH, List.of()));
        Allowances two = Allowances.of(Limit.CONCURRENCY, 2);
        RequestId request = request();
        reservations.admit(samples.ask(request, 0, 1, two, two));
        Admitted other = (Admitted) reservations.admit(samples.ask(two, two));
        apply(samples.view(2, RICH, List.of(new Consumed(request, 0, 0))));

        Admitted again = (Admitted) reservations.admit(samples.ask(request, 0, 1, two, two));

        assertThat(other.userRemaining().of(Limit.CONCURRENCY)).isZero();
        assertThat(again.userRemaining().of(Limit.CONCURRENCY)).isEqualTo(Allowances.NO_LIMIT);
        assertThat(again.keyRemaining().of(Limit.CONCURRENCY)).isEqualTo(Allowances.NO_LIMIT);
        assertThat(reservations.admit(samples.ask(two, two))).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 60_000, 600_000})
    void aViewMadeByAClockAheadCountsWhatHasNotLeftByOurs(long ahead) {
        WindowsView windows = used(50, nowMillis());
        AccountView.KeyScope scope = samples.scope(samples.key, windows);
        apply(new AccountView(samples.user, 0, 1, Instant.ofEpochMilli(nowMillis() + ahead), RICH, 0, 0, null, windows,
                scope, List.of()));
        Allowances limits = Allowances.of(Limit.REQUESTS_PER_MINUTE, 60).with(Limit.TOKENS_PER_MINUTE, 70);

        Admitted admitted = (Admitted) reservations.admit(samples.ask(limits, limits));

        assertThat(admitted.userRemaining().of(Limit.REQUESTS_PER_MINUTE)).isEqualTo(9);
        assertThat(admitted.keyRemaining().of(Limit.TOKENS_PER_MINUTE)).isEqualTo(13);
    }

    @Test
    void sweepsOnlyBelowTheWatermarkOfTheJournal() {
        apply(samples.view(1, 100, List.of()));
        Admitted admitted = (Admitted) reservations.admit(samples.ask(60));
        SweepRequest tooEarly = new SweepRequest(samples.user,
                Map.of(samples.journal, admitted.redisMillis()));
        SweepRequest passed = new SweepRequest(samples.user,
                Map.of(samples.journal, admitted.redisMillis() + 1));

        assertThat(reservations.sweep(tooEarly))
                .isEqualTo(new Reservations.SweepAnswer(0, 1, admitted.redisMillis()));
        assertThat(reservations.sweep(passed)).isEqualTo(new Reservations.SweepAnswer(1, 0, -1));
        assertThat(available()).isEqualTo(100);
    }

    /// Whoever sweeps need not do it at once, but no entry stays for ever, and none that is above the watermark goes.
    @Test
    void sweepsThousandsOfEntriesInRounds() {
        apply(samples.view(1, 100_000, List.of()));
        long gate = ((AdmitAnswer.Unknown) reservations.admit(samples.ask(1).withGate(GatePass.reached(0))))
                .gateMillis();
        JournalId other = JournalId.of(UUID.randomUUID());
        for (int i = 0; i < 12; i++) {
            JournalId journal = i % 4 == 0 ? other : samples.journal;
            reservations.register(new RegisterRequest(samples.user, gate,
                    Stream.generate(() -> new LocalEntry(request(), 0, 10, 5, samples.key, journal))
                            .limit(RegisterRequest.ENTRIES_MAX).toList(),
                    List.of()));
        }
        SweepRequest sweep = new SweepRequest(samples.user, Map.of(samples.journal, Long.MAX_VALUE / 4096));

        List<Long> removed = Stream.generate(() -> reservations.sweep(sweep).removed()).limit(ROUNDS).toList();

        assertThat(removed).allMatch(each -> each <= removedAtOnceMax());
        assertThat(removed.stream().mapToLong(each -> each).sum()).isEqualTo(4_500);
        assertThat(removed.getLast()).isZero();
        assertThat(available()).isEqualTo(100_000 - 15_000);
        assertThat(reservations.sweep(sweep).oldestMillis()).isBetween(gate - 60_000, nowMillis() + 60_000);
    }

    @Test
    void asksForASweepBeforeItRefusesWhileOldEntriesExist() {
        apply(samples.view(1, 100, List.of()));
        reservations.admit(samples.ask(60));
        age(samples, 10_000);

        AdmitRequest ask = samples.ask(60);

        assertThat(reservations.admit(ask)).isEqualTo(new AdmitAnswer.Sweep());
        assertThat(reservations.admit(ask.afterSweep())).isEqualTo(new AdmitAnswer.InsufficientBalance(40));
    }

    @Test
    void registeredEntriesComeBackOnceAndTheirJournalNeedNotBeWaitedFor() {
        apply(samples.view(1, 100, List.of()));
        long gate = ((AdmitAnswer.Unknown) reservations.admit(samples.ask(1).withGate(GatePass.reached(0))))
                .gateMillis();
        LocalEntry entry = new LocalEntry(request(), 0, 60, 5, samples.key, samples.journal);
        RegisterRequest register = new RegisterRequest(samples.user, gate, List.of(entry), List.of(samples.journal));

        assertThat(reservations.register(new RegisterRequest(samples.user, gate + 1, List.of(entry), List.of())))
                .isFalse();
        assertThat(reservations.register(register)).isTrue();
        assertThat(reservations.register(register)).isTrue();

        assertThat(available()).isEqualTo(40);
        assertThat(reservations.admit(samples.ask(1).withGate(GatePass.reached(0))))
                .isEqualTo(new AdmitAnswer.Unknown(gate, Set.of(samples.journal)));
        assertThat(reservations.admit(samples.ask(1).withGate(new GatePass(0, gate)))).isInstanceOf(Admitted.class);
    }

    @Test
    void aRebuildClosesAnOpenAccountAndForgetsWhoRegistered() {
        apply(samples.view(1, 100, List.of()));
        long gate = nowMillis() + 100_000;
        reservations.apply(new ApplyRequest(samples.view(1, 100, List.of()), gate));

        assertThat(reservations.admit(samples.ask(1).withGate(GatePass.reached(gate - 1))))
                .isEqualTo(new AdmitAnswer.Unknown(gate, Set.of()));
    }
}
