package dev.sluice.streams.accounts;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.plans.Plan;
import dev.sluice.contracts.plans.Plans;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.rated.UsageAlert.Crossing;
import dev.sluice.contracts.rated.UsageAlert.Window;
import dev.sluice.streams.accounts.rows.ToldRow;
import dev.sluice.streams.accounts.rows.UserRow;

/// Tells when spending reaches a share of a budget of the plan, or of the balance there was after the last credit:
/// each share once for each month, once in the length of a rolling window, once for each credit. When several are
/// reached at once, the largest is told. What is reserved is not spent yet.
final class Crossings {

    private static final List<Integer> BUDGET_PERCENTS = List.of(100, 80, 50);
    private static final List<Integer> BALANCE_PERCENTS = List.of(100, 80);
    private static final int WHOLE = 100;

    private final Turn turn;
    private final UserRow user;
    private ToldRow told;

    private Crossings(Turn turn) {
        this.turn = turn;
        this.user = turn.user();
        this.told = turn.rows().told(turn.userId());
    }

    /// Looks at what the turn has spent.
    static void tell(Turn turn) {
        if (turn.hasPosted()) {
            new Crossings(turn).tell();
        }
    }

    /// There is new credit, after all entries of the turn.
    static void credited(Turn turn) {
        turn.rows().put(turn.userId(), turn.rows().told(turn.userId()).credited(turn.user().wallet().balanceNanos()));
    }

    private void tell() {
        ToldRow before = told;
        Budgets budgets = Plans.find(user.plan()).map(Plan::budgets).orElse(Budgets.NONE);
        for (Window window : Window.values()) {
            NanoUsd limit = limit(budgets, window);
            if (limit != null) {
                tell(UsageAlert.Kind.BUDGET, window, BUDGET_PERCENTS, limit.nanos(),
                        user.windows().spentNanos(window, turn.appendedMillis(), user.openNanos()));
            }
        }
        if (user.mode() != PlanMode.POSTPAID && told.creditNanos() > 0) {
            tell(UsageAlert.Kind.LOW_BALANCE, null, BALANCE_PERCENTS, told.creditNanos(),
                    told.creditNanos() - user.wallet().balanceNanos());
        }
        if (!told.equals(before)) {
            turn.rows().put(turn.userId(), told);
        }
    }

    private static @Nullable NanoUsd limit(Budgets budgets, Window window) {
        return switch (window) {
            case FIVE_HOURS -> budgets.fiveHourNanoUsd();
            case DAY -> budgets.dayNanoUsd();
            case WEEK -> budgets.weekNanoUsd();
            case MONTH -> budgets.monthNanoUsd();
            case TOTAL -> budgets.totalNanoUsd();
        };
    }

    private void tell(UsageAlert.Kind kind, @Nullable Window window, List<Integer> percents, long limit, long spent) {
        int reached = percents.stream().filter(percent -> spent >= share(limit, percent)).findFirst().orElse(0);
        int known = told.of(window, limit, turn.appendedMillis()).map(ToldRow.Told::percent).orElse(0);
        if (reached <= known) {
            return;
        }
        told = told.with(new ToldRow.Told(window, reached, limit, until(window)));
        String of = window == null
                ? "the balance after the last credit is gone"
                : "the budget of " + name(window) + " is spent";
        turn.alert(kind, reached + " % of " + of,
                new Crossing(window, reached, NanoUsd.of(limit), NanoUsd.of(spent)));
    }

    private static long share(long limit, int percent) {
        return limit / WHOLE * percent + limit % WHOLE * percent / WHOLE;
    }

    private long until(@Nullable Window window) {
        long now = turn.appendedMillis();
        return switch (window) {
            case FIVE_HOURS -> now + Duration.ofHours(5).toMillis();
            case DAY -> now + Duration.ofDays(1).toMillis();
            case WEEK -> now + Duration.ofDays(7).toMillis();
            case MONTH -> user.windows().monthEndMillis();
            case TOTAL -> Long.MAX_VALUE;
            case null -> Long.MAX_VALUE;
        };
    }

    private static String name(Window window) {
        return switch (window) {
            case FIVE_HOURS -> "five hours";
            case DAY -> "a day";
            case WEEK -> "a week";
            case MONTH -> "a month";
            case TOTAL -> "all time";
        };
    }
}
