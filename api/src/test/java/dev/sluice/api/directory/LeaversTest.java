package dev.sluice.api.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.sluice.api.sealing.WrappedKey;
import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

import static org.assertj.core.api.Assertions.assertThat;

/// Who was erased is known for half a minute, and not a moment longer than a minute whatever the clocks say.
class LeaversTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final UserId ADA = UserId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L));
    private static final WrappedKey KEY = new WrappedKey(ADA, "wrapped");
    private static final UserView VIEW = new UserView(ADA, UserView.Status.ACTIVE, true, "free", PlanMode.CHUNKED,
            Limits.NONE, Budgets.NONE, NanoUsd.ZERO, "UTC", NOON, NOON, 7, "sealed");

    private Instant now = NOON;
    private final Leavers leavers = new Leavers(() -> now);

    @Test
    void bothHalvesInAnyOrderMakeALeaver() {
        leavers.left(KEY, NOON);
        assertThat(leavers.find(ADA)).isEmpty();

        leavers.left(VIEW, NOON);

        assertThat(leavers.find(ADA)).contains(new Leaver(VIEW, KEY));
    }

    @Test
    void nothingIsLeftAfterHalfAMinute() {
        leavers.left(VIEW, NOON);
        leavers.left(KEY, NOON);

        now = NOON.plus(Leavers.KEPT);

        assertThat(leavers.find(ADA)).isEmpty();
        leavers.forget();
        assertThat(leavers.remembered()).isZero();
    }

    @Test
    void whatIsReadOfLongAgoIsNotRemembered() {
        leavers.left(VIEW, NOON.minus(Leavers.KEPT));
        leavers.left(KEY, NOON.minus(Leavers.KEPT));

        assertThat(leavers.remembered()).isZero();
    }

    @Test
    void aLogWhoseClockIsAheadKeepsNobodyLonger() {
        leavers.left(VIEW, NOON.plus(Duration.ofHours(1)));
        leavers.left(KEY, NOON.plus(Duration.ofHours(1)));

        now = NOON.plus(Leavers.KEPT);
        leavers.forget();

        assertThat(leavers.remembered()).isZero();
    }
}
