package dev.sluice.api.sessions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.api.sealing.KnownSecrets;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordsTest {

    private static final String PASSWORD = "stapler-orbit-canyon-42";

    private static Passwords passwords(int cost) {
        return new Passwords(cost(cost, InstantSource.system()), KnownSecrets.pepper());
    }

    private static BcryptCost cost(@Nullable Integer configured, InstantSource clock) {
        return new BcryptCost(KnownSecrets.properties(configured), clock);
    }

    /// Each look at it is so much later than the one before.
    private static InstantSource ticking(long millis) {
        AtomicLong now = new AtomicLong();
        return () -> Instant.ofEpochMilli(now.getAndAdd(millis));
    }

    @ParameterizedTest
    @CsvSource({"1, 14", "3, 14", "4, 13", "15, 12", "16, 11", "31, 11", "32, 10", "62, 10", "63, 10", "5000, 10"})
    void theCostIsTheHighestThatStaysWithinAQuarterOfASecond(long millisAt8, int cost) {
        assertThat(BcryptCost.within(Duration.ofMillis(millisAt8))).isEqualTo(cost);
    }

    @Test
    void aMeasuredCostOnlyRaises() {
        BcryptCost measured = cost(null, ticking(15));

        assertThat(measured.value()).isEqualTo(12);
        assertThat(measured.isOutdated(11)).isTrue();
        assertThat(measured.isOutdated(12)).isFalse();
        assertThat(measured.isOutdated(13)).as("a faster instance made it").isFalse();
    }

    @Test
    void aConfiguredCostIsAllThereIs() {
        BcryptCost configured = cost(5, ticking(15));

        assertThat(configured.value()).isEqualTo(5);
        assertThat(configured.isOutdated(4)).isTrue();
        assertThat(configured.isOutdated(5)).isFalse();
        assertThat(configured.isOutdated(6)).isTrue();
    }

    @Test
    void everyComparisonIsTheSameWork() {
        for (int most = 4; most <= 16; most++) {
            for (int ofHash = 4; ofHash <= most; ofHash++) {
                long rounds = (1L << ofHash) + Passwords.extraCosts(ofHash, most).mapToLong(each -> 1L << each).sum();
                assertThat(rounds).isEqualTo(1L << most);
            }
        }
    }

    @Test
    void theWorkForNobodyIsThatOfTheHighestCostThatWasMet() throws InterruptedException {
        Passwords here = passwords(4);
        assertThat(Passwords.costOf(here.hashOfNobody())).isEqualTo(4);

        assertThat(here.matches(PASSWORD, passwords(6).hash(PASSWORD))).isTrue();
        assertThat(here.matches(PASSWORD, passwords(5).hash(PASSWORD))).isTrue();

        assertThat(Passwords.costOf(here.hashOfNobody())).isEqualTo(6);
        assertThat(here.matches(PASSWORD, here.hashOfNobody())).isFalse();
        assertThat(Passwords.costOf(here.hash(PASSWORD))).isEqualTo(4);
    }
}
