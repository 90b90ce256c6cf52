package dev.sluice.contracts.admission;

class InMemoryReservationsTest extends ReservationsLimitsContract {

    private long now = 1_800_000_000_123L;

    @Override
    Reservations reservations() {
        return new InMemoryReservations(() -> now);
    }

    @Override
    long nowMillis() {
        return now;
    }

    @Override
    long removedAtOnceMax() {
        return Long.MAX_VALUE;
    }

    @Override
    void age(AdmissionSamples of, long millis) {
        now += millis;
    }
}
