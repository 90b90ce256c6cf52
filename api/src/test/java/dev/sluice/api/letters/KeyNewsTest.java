package dev.sluice.api.letters;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.UserId;

import static org.assertj.core.api.Assertions.assertThat;

class KeyNewsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final UserId ADA = user(1);

    private final KeyNews news = new KeyNews();

    private static UserId user(int number) {
        return UserId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number));
    }

    @Test
    void theFifthPieceOfNewsIsTheLastOfItsHour() {
        for (int number = 1; number < KeyNews.LETTERS_MAX; number++) {
            assertThat(news.count(ADA, "event-" + number, NOON).isLast()).isFalse();
        }

        assertThat(news.count(ADA, "event-5", NOON.plusSeconds(9)).isLast()).isTrue();
        assertThat(news.count(ADA, "event-6", NOON.plusSeconds(9)).isFull()).isTrue();
        assertThat(news.count(user(2), "event-7", NOON).number()).isEqualTo(1);
    }

    @Test
    void anEventThatIsTriedAgainCountsOnce() {
        for (int time = 0; time < 20; time++) {
            assertThat(news.count(ADA, "event-1", NOON).number()).isEqualTo(1);
        }

        assertThat(news.count(ADA, "event-2", NOON).number()).isEqualTo(2);
    }

    @Test
    void anHourAfterTheFirstCountingBeginsAnew() {
        for (int number = 1; number <= 9; number++) {
            news.count(ADA, "event-" + number, NOON.plusSeconds(number));
        }

        Instant end = NOON.plusSeconds(1).plus(Duration.ofHours(1));
        assertThat(news.count(ADA, "event-10", end.minusMillis(1)).isFull()).isTrue();
        assertThat(news.count(ADA, "event-11", end).number()).isEqualTo(1);
    }
}
