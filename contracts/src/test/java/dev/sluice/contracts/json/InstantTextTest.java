package dev.sluice.contracts.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Against `Instant` itself, over ten thousand years and beyond.
class InstantTextTest {

    private static final long YEARS_11_000_SECONDS = 11_000L * 365 * 86_400;
    private static final int[] PARTS = {1_000_000_000, 1_000_000, 1_000, 1};

    @Test
    void writesAndReadsWhatInstantDoes() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            int part = PARTS[random.nextInt(PARTS.length)];
            Instant instant = Instant.ofEpochSecond(random.nextLong(-YEARS_11_000_SECONDS, YEARS_11_000_SECONDS),
                    random.nextInt(1_000_000_000) / part * part);

            String text = InstantText.of(instant);

            assertThat(text).isEqualTo(instant.toString());
            assertThat(InstantText.parse(text)).isIn(instant, null);
            if (text.length() <= 30 && text.charAt(4) == '-') {
                assertThat(InstantText.parse(text)).isEqualTo(instant);
            }
        }
    }

    @Test
    void everyDayOfFourHundredYearsIsItself() {
        for (Instant day = Instant.parse("1900-01-01T00:00:00Z"); day
                .isBefore(Instant.parse("2300-01-01T00:00:00Z")); day = day.plusSeconds(86_400)) {
            assertThat(InstantText.of(day)).isEqualTo(day.toString());
            assertThat(InstantText.parse(day.toString())).isEqualTo(day);
        }
    }

    @Test
    void whatItReadsIsWhatInstantReads() {
        var random = new SplittableRandom(2);
        String digits = "0123456789";
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder("2026-02-28T23:59:59.123456789Z");
            for (int change = random.nextInt(4); change > 0; change--) {
                text.setCharAt(random.nextInt(text.length()), digits.charAt(random.nextInt(10)));
            }
            text.delete(20, 20 + random.nextInt(10));

            Instant read = InstantText.parse(text.toString());

            if (read != null) {
                assertThat(read).as(text.toString()).isEqualTo(parsed(text.toString()));
            }
        }
    }

    private static Instant parsed(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notOne) {
            throw new AssertionError(text + " is no instant", notOne);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Z", "2026-11-23", "2026-11-23T12:00:00.Z", "2026-11-23T12:00:00.1234567890Z",
            "2026-11-23T12:00:00+01:00", "2026-11-23t12:00:00Z", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
            "2026-11-23T24:00:00Z", "2026-11-23T12:60:00Z", "2026-11-23T12:00:60Z", "+10000-01-01T00:00:00Z",
            "2026-11-23 12:00:00Z", "2026-11-23T12:00:00,5Z", "２026-11-23T12:00:00Z", "1763899200"})
    void leavesEveryOtherFormToOthers(String text) {
        assertThat(InstantText.parse(text)).isNull();
    }

    @Test
    void theMapperReadsOtherFormsToo() {
        assertThat(SluiceJson.mapper().readValue("\"2026-11-23T12:00:00+01:00\"", Instant.class))
                .isEqualTo(Instant.parse("2026-11-23T11:00:00Z"));
        assertThat(SluiceJson.mapper().writeValueAsString(Instant.parse("2026-11-23T11:00:00.120Z")))
                .isEqualTo("\"2026-11-23T11:00:00.120Z\"");
    }
}
