package dev.sluice.billing.grants;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.plans.Plans;

import static org.assertj.core.api.Assertions.assertThat;

class WelcomeGrantsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final NanoUsd FIVE = NanoUsd.parse("5");
    private static final UserId USER = new UserId("cu_0199c0de-0000-7000-8000-000000000001");

    /// Written down: another id would give every user another grant.
    private static final GrantId WELCOME = new GrantId("gr_33055f2d-d642-5220-b890-9c60d25d1a1d");

    private final WelcomeGrants grants = grants(FIVE);

    @Test
    void givesPromotionalCreditThatExpires() {
        assertThat(grants.dueTo(user(UserView.Status.ACTIVE, true))).contains(new CreditGranted(
                new UUID(7, 7).toString(), USER, NOW, WELCOME, CreditGranted.Kind.PROMOTIONAL, FIVE,
                NOW.plus(Duration.ofDays(90)), 0,
                CreditGranted.Scope.EVERYTHING, "welcome", "billing"));
    }

    @Test
    void namesTheGrantByItsUserForEver() {
        assertThat(GrantIds.welcome(USER)).isEqualTo(WELCOME)
                .isNotEqualTo(GrantIds.welcome(UserId.of(new UUID(1, 1))))
                .isNotEqualTo(GrantIds.requested(USER, "welcome"));
    }

    @Test
    void givesNothingBeforeTheAddressIsVerified() {
        assertThat(grants.dueTo(user(UserView.Status.ACTIVE, false))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = UserView.Status.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
    void givesNothingToAUserWhoMayNotRelay(UserView.Status status) {
        assertThat(grants.dueTo(user(status, true))).isEmpty();
    }

    @Test
    void givesNothingWhereNothingIsConfigured() {
        assertThat(grants(NanoUsd.ZERO).dueTo(user(UserView.Status.ACTIVE, true))).isEmpty();
    }

    private static WelcomeGrants grants(NanoUsd amount) {
        return new WelcomeGrants(amount, Duration.ofDays(90), InstantSource.fixed(NOW), () -> new UUID(7, 7));
    }

    private static UserView user(UserView.Status status, boolean verified) {
        return new UserView(USER, status, verified, "free", Plans.SHIPPED.first().mode(),
                Plans.SHIPPED.first().limits(),
                Plans.SHIPPED.first().budgets(), NanoUsd.ZERO, "UTC", NOW, NOW, 1, null);
    }
}
