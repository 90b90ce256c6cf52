package dev.sluice.streams.accounts;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.AccountPolicySet;
import dev.sluice.contracts.account.CreditGranted.Kind;
import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.plans.Plan;
import dev.sluice.contracts.plans.Plans;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.rated.UsageAlert.Window;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.accounts.rows.ToldRow.About;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// Shares of balance and budget are told when they are reached, once.
class CrossingsTest {

    private static final long TOKEN = AccountWorld.NANOS_PER_TOKEN;
    private static final long DOLLAR = 1_000_000_000L;
    private static final long THOUSAND_DOLLARS = 1_000 * DOLLAR;

    private final AccountWorld world = new AccountWorld();

    @BeforeEach
    void grant() {
        world.command(world.granted(Kind.PAID, 1_000 * TOKEN));
    }

    @Test
    void eachShareOfTheLastCreditIsToldOnce() {
        spend(799);
        assertThat(told()).isEmpty();
        RequestId crossing = spend(1);
        spend(150);
        assertThat(told()).containsExactly("LOW_BALANCE null 80");
        assertThat(world.alerts.getFirst().requestId()).isEqualTo(crossing);
        assertThat(world.alerts.getFirst().crossing()).isEqualTo(
                new UsageAlert.Crossing(null, 80, NanoUsd.of(1_000 * TOKEN), NanoUsd.of(800 * TOKEN)));

        spend(50);
        spend(50);

        assertThat(told()).containsExactly("LOW_BALANCE null 80", "LOW_BALANCE null 100");
    }

    @Test
    void aChargeThatReachesSeveralSharesIsToldOnceWithTheLargest() {
        spend(1_000);

        assertThat(told()).containsExactly("LOW_BALANCE null 100");
    }

    @Test
    void whatIsReservedIsNotSpent() {
        world.append(world.reserved(world.request(), 2_000));

        assertThat(told()).isEmpty();
    }

    @Test
    void moneyThatComesBackTellsNothingAgainAndNewCreditDoes() {
        RequestId abandoned = world.request();
        world.append(world.reserved(abandoned, 900));
        world.append(world.abandoned(abandoned, TokenUsage.of(900, 0)));
        world.append(world.settled(abandoned, TokenUsage.of(100, 0)));
        spend(750);
        assertThat(told()).containsExactly("LOW_BALANCE null 80");

        world.command(world.granted(Kind.PAID, 850 * TOKEN));
        spend(800);

        assertThat(told()).containsExactly("LOW_BALANCE null 80", "LOW_BALANCE null 80");
    }

    @Test
    void aRepeatTellsNothing() {
        RequestId request = world.request();
        world.append(world.reserved(request, 900));
        var end = world.settled(request, TokenUsage.of(900, 0));
        world.command(end);
        world.command(end);

        assertThat(told()).containsExactly("LOW_BALANCE null 80");
    }

    @Test
    void sharesOfTheBudgetOfAMonthAreToldOnceInTheMonth() {
        payLater();
        spendNanos(THOUSAND_DOLLARS / 2);
        spendNanos(THOUSAND_DOLLARS / 10 * 3 - TOKEN);
        spendNanos(TOKEN);
        spendNanos(THOUSAND_DOLLARS);
        spendNanos(THOUSAND_DOLLARS);
        assertThat(told()).containsExactly("BUDGET MONTH 50", "BUDGET MONTH 80", "BUDGET MONTH 100");

        world.passes(Duration.ofDays(31).toSeconds());
        spendNanos(THOUSAND_DOLLARS / 10);
        assertThat(told()).hasSize(3);
        spendNanos(THOUSAND_DOLLARS / 2);

        assertThat(told().getLast()).isEqualTo("BUDGET MONTH 50");
        assertThat(told()).hasSize(4);
    }

    @Test
    void theRowComesBackAsItWas() {
        payLater();
        spendNanos(THOUSAND_DOLLARS / 2);

        assertThat(world.rows.told(world.user).told()).singleElement().satisfies(told -> {
            assertThat(told.about()).isEqualTo(About.MONTH);
            assertThat(told.limitNanos()).isEqualTo(THOUSAND_DOLLARS);
            assertThat(told.untilMillis()).isEqualTo(world.account().windows().monthEndMillis());
        });
    }

    @Test
    void aBudgetOfTheUsersOwnIsTold() {
        world.command(new AccountPolicySet("own", world.user, world.now(), "free", PlanMode.CHUNKED, NanoUsd.ZERO,
                "UTC", Limits.NONE, new Budgets(null, NanoUsd.of(100 * TOKEN), null, null, null), "test"));

        spend(50);

        assertThat(told()).containsExactly("BUDGET DAY 50");
    }

    @Test
    void aDayThatCostsThreeTimesTheBusiestOfTheSevenBeforeIsToldOnceThatDay() {
        payLater();
        spendNanos(DOLLAR);
        nextDay();
        spendNanos(3 * DOLLAR - TOKEN);
        assertThat(spikes()).isEmpty();
        spendNanos(TOKEN);
        spendNanos(DOLLAR);
        assertThat(spikes()).containsExactly(
                new UsageAlert.Crossing(Window.DAY, 300, NanoUsd.of(DOLLAR), NanoUsd.of(3 * DOLLAR)));

        nextDay();
        spendNanos(11 * DOLLAR);
        assertThat(spikes()).hasSize(1);
        spendNanos(DOLLAR);

        assertThat(spikes()).hasSize(2);
    }

    @Test
    void neitherTheFirstDayNorASmallOneIsASpike() {
        payLater();
        spendNanos(DOLLAR / 1_000);
        nextDay();
        spendNanos(DOLLAR - TOKEN);
        assertThat(spikes()).isEmpty();
        world.passes(Duration.ofDays(9).toSeconds());

        spendNanos(5 * DOLLAR);

        assertThat(spikes()).isEmpty();
    }

    private void nextDay() {
        world.passes(Duration.ofDays(1).toSeconds());
    }

    private List<UsageAlert.Crossing> spikes() {
        return world.alerts.stream().filter(alert -> alert.kind() == UsageAlert.Kind.SPIKE)
                .map(alert -> requireNonNull(alert.crossing())).toList();
    }

    private void payLater() {
        Plan plan = Plans.SHIPPED.find("postpaid").orElseThrow();
        world.command(new AccountPolicySet("policy", world.user, world.now(), plan.id(), plan.mode(),
                plan.creditLimitNanoUsd(), "UTC", plan.limits(), plan.budgets(), "test"));
    }

    private RequestId spend(long tokens) {
        RequestId request = world.request();
        world.append(world.reserved(request, tokens));
        world.append(world.settled(request, TokenUsage.of(tokens, 0)));
        return request;
    }

    /// As many tokens as one request may have, and the rest as requests of a few.
    private void spendNanos(long nanos) {
        for (long left = nanos; left > 0; left -= Charge.TOKENS_MAX * TOKEN) {
            spend(Math.min(Charge.TOKENS_MAX, Math.ceilDiv(left, TOKEN)));
        }
    }

    private List<String> told() {
        return world.alerts.stream().filter(alert -> alert.crossing() != null
                && alert.kind() != UsageAlert.Kind.SPIKE).map(alert -> alert.kind() + " "
                        + alert.crossing().window() + " " + alert.crossing().percent())
                .toList();
    }
}
