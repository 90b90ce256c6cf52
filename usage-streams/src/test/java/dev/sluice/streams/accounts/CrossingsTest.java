package dev.sluice.streams.accounts;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.AccountPolicySet;
import dev.sluice.contracts.account.CreditGranted.Kind;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.plans.Plans;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.rated.UsageAlert.Window;
import dev.sluice.contracts.usage.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;

/// Shares of balance and budget are told when they are reached, once.
class CrossingsTest {

    private static final long TOKEN = AccountWorld.NANOS_PER_TOKEN;
    private static final long THOUSAND_DOLLARS = 1_000_000_000_000L;

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

    /// Only the plan `postpaid` has a budget: $1,000 a month.
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
            assertThat(told.window()).isEqualTo(Window.MONTH);
            assertThat(told.limitNanos()).isEqualTo(THOUSAND_DOLLARS);
            assertThat(told.untilMillis()).isEqualTo(world.account().windows().monthEndMillis());
        });
    }

    private void payLater() {
        world.command(new AccountPolicySet("policy", world.user, world.now(), Plans.POSTPAID.id(), PlanMode.POSTPAID,
                Plans.POSTPAID.creditLimitNanoUsd(), "UTC", "test"));
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
        return world.alerts.stream().filter(alert -> alert.crossing() != null).map(alert -> alert.kind() + " "
                + alert.crossing().window() + " " + alert.crossing().percent()).toList();
    }
}
