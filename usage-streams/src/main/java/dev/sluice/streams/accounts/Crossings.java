package dev.sluice.streams.accounts;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.UsageAlert.Crossing;
import dev.sluice.contracts.rated.UsageAlert.Kind;
import dev.sluice.contracts.rated.UsageAlert.Window;
import dev.sluice.streams.accounts.rows.ToldRow;
import dev.sluice.streams.accounts.rows.ToldRow.About;
import dev.sluice.streams.accounts.rows.ToldRow.Told;
import dev.sluice.streams.accounts.rows.UserRow;
import dev.sluice.streams.accounts.rows.Windows;

/// Tells when spending reaches a share of a budget of the user, or of the balance there was after the last credit:
/// each share once for each month, once in the length of a rolling window, once for each credit. When several are
/// reached at once, the largest is told. And tells once a day when the day costs much more than each of the seven
/// before it. What is reserved is not spent yet.
final class Crossings {

    private static final List<Integer> BUDGET_PERCENTS = List.of(100, 80, 50);
    private static final List<Integer> BALANCE_PERCENTS = List.of(100, 80);
    private static final int SPIKE_PERCENT = 300;
    /// A day that costs less than a dollar worries nobody.
    private static final long SPIKE_MIN_NANOS = 1_000_000_000L;
    private static final int WHOLE = 100;

    private final Turn turn;
    private final UserRow user;
    private final long now;
    private ToldRow told;

    private Crossings(Turn turn) {
        this.turn = turn;
        this.user = turn.user();
        this.now = turn.appendedMillis();
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
        for (Window window : Window.values()) {
            budget(window);
        }
        if (user.mode() != PlanMode.POSTPAID && told.creditNanos() > 0) {
            balance();
        }
        spike();
        if (!told.equals(before)) {
            turn.rows().put(turn.userId(), told);
        }
    }

    private void budget(Window window) {
        NanoUsd limit = limit(user.policy().budgets(), window);
        if (limit == null) {
            return;
        }
        long spent = user.windows().spentNanos(window, now, user.openNanos());
        int percent = reached(BUDGET_PERCENTS, limit.nanos(), spent);
        if (isNews(new Told(about(window), percent, limit.nanos(), until(window)))) {
            turn.alert(Kind.BUDGET, percent + " % of the budget of " + name(window) + " is spent",
                    new Crossing(window, percent, limit, NanoUsd.of(spent)));
        }
    }

    private void balance() {
        long credit = told.creditNanos();
        long spent = credit - user.wallet().balanceNanos();
        int percent = reached(BALANCE_PERCENTS, credit, spent);
        if (isNews(new Told(About.BALANCE, percent, credit, Long.MAX_VALUE))) {
            turn.alert(Kind.LOW_BALANCE, percent + " % of the balance after the last credit is gone",
                    new Crossing(null, percent, NanoUsd.of(credit), NanoUsd.of(spent)));
        }
    }

    /// Of the first days of an account nothing can be said.
    private void spike() {
        long busiest = user.windows().busiestDayNanos(now);
        long today = user.windows().spentTodayNanos(now, user.openNanos());
        boolean much = busiest > 0 && today >= SPIKE_MIN_NANOS && today / SPIKE_PERCENT >= busiest / WHOLE;
        if (much && isNews(new Told(About.SPIKE, SPIKE_PERCENT, 0, Windows.dayEndMillis(now)))) {
            turn.alert(Kind.SPIKE, "today costs three times as much as the busiest of the seven days before",
                    new Crossing(Window.DAY, SPIKE_PERCENT, NanoUsd.of(busiest), NanoUsd.of(today)));
        }
    }

    /// Remembers that something is told, unless as much was told before.
    private boolean isNews(Told reached) {
        int known = told.of(reached.about(), reached.limitNanos(), now).map(Told::percent).orElse(0);
        boolean news = reached.percent() > known;
        told = news ? told.with(reached) : told;
        return news;
    }

    /// The largest of the shares that is spent; 0 when none is.
    private static int reached(List<Integer> percents, long limit, long spent) {
        return percents.stream().filter(percent -> spent >= share(limit, percent)).findFirst().orElse(0);
    }

    private static long share(long limit, int percent) {
        return limit / WHOLE * percent + limit % WHOLE * percent / WHOLE;
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

    private static About about(Window window) {
        return switch (window) {
            case FIVE_HOURS -> About.FIVE_HOURS;
            case DAY -> About.DAY;
            case WEEK -> About.WEEK;
            case MONTH -> About.MONTH;
            case TOTAL -> About.TOTAL;
        };
    }

    private long until(Window window) {
        return switch (window) {
            case FIVE_HOURS -> now + Duration.ofHours(5).toMillis();
            case DAY -> now + Duration.ofDays(1).toMillis();
            case WEEK -> now + Duration.ofDays(7).toMillis();
            case MONTH -> user.windows().monthEndMillis();
            case TOTAL -> Long.MAX_VALUE;
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
