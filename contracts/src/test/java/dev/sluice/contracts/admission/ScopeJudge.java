package dev.sluice.contracts.admission;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import static dev.sluice.contracts.admission.Limit.CONCURRENCY;
import static dev.sluice.contracts.admission.Limit.REQUESTS_PER_DAY;
import static dev.sluice.contracts.admission.Limit.REQUESTS_PER_MINUTE;
import static dev.sluice.contracts.admission.Limit.SPEND_DAY;
import static dev.sluice.contracts.admission.Limit.SPEND_FIVE_HOURS;
import static dev.sluice.contracts.admission.Limit.SPEND_MONTH;
import static dev.sluice.contracts.admission.Limit.SPEND_TOTAL;
import static dev.sluice.contracts.admission.Limit.SPEND_WEEK;
import static dev.sluice.contracts.admission.Limit.TOKENS_PER_MINUTE;
import static dev.sluice.contracts.admission.Limit.TOKENS_PER_MONTH;

/// Looks at the ten limits of one scope, in the order of `admit.lua`: the function `judge` there.
final class ScopeJudge {

    private static final long CONCURRENCY_RETRY_MILLIS = 1_000;

    private final long now;
    private final AdmitRequest request;
    private final Limit.Scope scope;
    private final Allowances limits;
    private final Set<InMemoryReservations.Flaw> flaws;
    private final WindowsView.Read windows;
    private final LocalTotals local;
    private final Map<Limit, Long> remaining = new EnumMap<>(Limit.class);
    private AdmitAnswer.@Nullable Refused refused;

    ScopeJudge(long now, AdmitRequest request, Limit.Scope scope, WindowsView.Read windows, LocalTotals local,
            Set<InMemoryReservations.Flaw> flaws) {
        this.flaws = flaws;
        this.now = now;
        this.request = request;
        this.scope = scope;
        this.limits = scope == Limit.Scope.USER ? request.userLimits() : request.keyLimits();
        this.windows = windows;
        this.local = local;
    }

    /// @param openLeases
    ///            leases that count, empty when this request holds one already
    AdmitAnswer.@Nullable Refused judge(OptionalLong openLeases) {
        if (request.extension() == 0) {
            requests(openLeases);
        }
        money();
        return refused;
    }

    Allowances remaining() {
        return new Allowances(remaining);
    }

    private void requests(OptionalLong openLeases) {
        if (limits.of(REQUESTS_PER_MINUTE) >= 0 || limits.of(TOKENS_PER_MINUTE) >= 0) {
            boolean oneLess = flaws.contains(InMemoryReservations.Flaw.RING_WITHOUT_CURRENT_BUCKET);
            boolean everything = flaws.contains(InMemoryReservations.Flaw.OLD_LOCAL_ENTRIES_COUNT);
            long oldest = RingShape.MINUTE.oldestAt(now) + (oneLess ? 1 : 0);
            RingView.Live ring = windows.minute().from(oldest);
            RingView.Live here = everything
                    ? new RingView.Live(local.requests(), local.tokens(), -1)
                    : local.minute(oldest);
            long reset = reset(RingShape.MINUTE, oldestOf(ring.oldest(), here.oldest()));
            spend(REQUESTS_PER_MINUTE, ring.first() + here.first(), 1, 1, reset);
            spend(TOKENS_PER_MINUTE, ring.second() + here.second(), request.tokens(), 1, reset);
        }
        if (limits.of(REQUESTS_PER_DAY) >= 0) {
            RingView.Live ring = windows.day().from(RingShape.DAY.oldestAt(now));
            spend(REQUESTS_PER_DAY, ring.second() + local.requests(), 1, 1, reset(RingShape.DAY, ring.oldest()));
        }
        if (openLeases.isPresent()) {
            spend(CONCURRENCY, openLeases.getAsLong(), 1, 1, CONCURRENCY_RETRY_MILLIS);
        }
        spend(TOKENS_PER_MONTH, (monthIsOpen() ? windows.monthTokens() : 0) + local.tokens(), request.tokens(), 1,
                monthReset());
    }

    private void money() {
        rolling(SPEND_FIVE_HOURS, RingShape.FIVE_HOURS, windows.fiveHours());
        rolling(SPEND_DAY, RingShape.DAY, windows.day());
        rolling(SPEND_WEEK, RingShape.WEEK, windows.week());
        spendMicros(SPEND_MONTH, monthIsOpen() ? windows.monthMicros() : 0, monthReset());
        spendMicros(SPEND_TOTAL, windows.totalMicros(), AdmitAnswer.Refused.NEVER);
    }

    private void rolling(Limit limit, RingShape shape, RingView view) {
        if (limits.of(limit) >= 0) {
            RingView.Live ring = view.from(shape.oldestAt(now));
            spendMicros(limit, ring.first(), reset(shape, ring.oldest()));
        }
    }

    private void spendMicros(Limit limit, long used, long reset) {
        spend(limit, used + local.micros(), request.micros(), request.micros(), reset);
    }

    private void spend(Limit limit, long used, long asked, long least, long reset) {
        long most = limits.of(limit);
        if (most >= 0 && refused == null) {
            remaining.put(limit, Math.max(0, most - used - asked));
            if (used + least > most) {
                refused = new AdmitAnswer.Refused(scope, limit, reset);
            }
        }
    }

    private boolean monthIsOpen() {
        return now < windows.monthEndMillis();
    }

    private long monthReset() {
        return monthIsOpen() ? windows.monthEndMillis() - now : reset(RingShape.DAY, -1);
    }

    private long reset(RingShape shape, long bucket) {
        return shape.leavesIn(bucket < 0 ? shape.bucket(now) : bucket, now);
    }

    private static long oldestOf(long ring, long here) {
        return ring < 0 ? here : here < 0 ? ring : Math.min(ring, here);
    }
}
