package dev.sluice.streams.simulation;

import dev.sluice.contracts.admission.Allowances;
import dev.sluice.contracts.admission.Limit;

/// What may be spent in one run, in micro-dollars: grants and top-ups per user, a budget per key that grows
/// with time, requests per minute.
final class Budget {

    private static final long RICH = 1_000;
    private static final long NO_LIMIT = 1_000_000_000;

    private final long[] granted = new long[Names.USERS];
    private final long keyStart;
    private final long keyPerSecond;
    private final long userRpm;
    private final long keyRpm;

    Budget(Timeline timeline, Scenario.Mode mode) {
        boolean rpm = mode == Scenario.Mode.RPM;
        long factor = rpm ? RICH : 1;
        keyStart = timeline.between(60_000, 200_000) * factor;
        keyPerSecond = timeline.between(400, 2_500);
        userRpm = rpm ? timeline.pick(60, 110) : NO_LIMIT;
        keyRpm = rpm ? timeline.pick(40, 70) : NO_LIMIT;
    }

    void grant(int partition, long micros) {
        granted[partition] += micros;
    }

    long granted(int partition) {
        return granted[partition];
    }

    long ofKey(double seconds) {
        return keyStart + (long) (keyPerSecond * seconds);
    }

    long requestsPerMinute(Limit.Scope scope) {
        return scope == Limit.Scope.USER ? userRpm : keyRpm;
    }

    Allowances userLimits() {
        return userRpm == NO_LIMIT ? Allowances.UNLIMITED : Allowances.of(Limit.REQUESTS_PER_MINUTE, userRpm);
    }

    Allowances keyLimits(double seconds) {
        Allowances spend = Allowances.of(Limit.SPEND_TOTAL, ofKey(seconds));
        return keyRpm == NO_LIMIT ? spend : spend.with(Limit.REQUESTS_PER_MINUTE, keyRpm);
    }
}
