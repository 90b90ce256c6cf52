package dev.sluice.relay.peer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailedAttemptsTest {

    private static final String ADDRESS = "203.0.113.1";

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final FailedAttempts attempts = new FailedAttempts(nanos::get);

    @Test
    void anAddressWaitsPastTheBoundAndOneFailureIsForgivenASecond() {
        fail(ADDRESS, FailedAttempts.FAILURES_MAX - 1);
        assertThat(attempts.mustWait(ADDRESS, "cuk_x")).isFalse();
        fail(ADDRESS, 5);
        assertThat(attempts.mustWait(ADDRESS, "cuk_x")).isTrue();
        assertThat(attempts.mustWait("203.0.113.2", "cuk_x")).isFalse();

        nanos.addAndGet(FailedAttempts.FORGIVEN_AFTER.toNanos());
        assertThat(attempts.mustWait(ADDRESS, "cuk_x")).isFalse();
        fail(ADDRESS, 1);
        assertThat(attempts.mustWait(ADDRESS, "cuk_x")).isTrue();

        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        fail(ADDRESS, FailedAttempts.FAILURES_MAX - 1);
        assertThat(attempts.mustWait(ADDRESS, "cuk_x")).isFalse();
    }

    @Test
    void whatWasGoodBeforeNeedNotWait() {
        attempts.succeeded("cuk_good");
        fail(ADDRESS, FailedAttempts.FAILURES_MAX);

        assertThat(attempts.mustWait(ADDRESS, "cuk_good")).isFalse();
        assertThat(attempts.mustWait(ADDRESS, "cuk_other")).isTrue();
        assertThat(attempts.mustWait(ADDRESS, null)).isTrue();
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        fail("2001:db8:0:1:0:0:0:1", FailedAttempts.FAILURES_MAX);

        assertThat(attempts.mustWait("2001:db8:0:1:ffff:0:0:9", "cuk_x")).isTrue();
        assertThat(attempts.mustWait("2001:db8:0:2:0:0:0:1", "cuk_x")).isFalse();
    }

    @Test
    void onlySoManyAddressesAreRemembered() {
        fail(ADDRESS, FailedAttempts.FAILURES_MAX);
        for (int i = 0; i < FailedAttempts.ADDRESSES_MAX; i++) {
            attempts.failed("10.0." + i / 256 + "." + i % 256);
        }

        assertThat(attempts.mustWait(ADDRESS, "cuk_x")).isFalse();
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed(address);
        }
    }
}
