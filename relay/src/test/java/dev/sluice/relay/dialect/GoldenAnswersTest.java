package dev.sluice.relay.dialect;

import java.util.EnumSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.sluice.relay.dialect.GoldenAnswers.Golden;
import dev.sluice.relay.dialect.UsageReading.Ending;
import dev.sluice.relay.scanning.SseSplitter;

import static org.assertj.core.api.Assertions.assertThat;

/// Golden answers of both providers: the exact classes of each, however the network cuts it, and never more
/// than was seen when it breaks off.
class GoldenAnswersTest {

    static Stream<Golden> all() {
        return GoldenAnswers.all();
    }

    static Stream<Golden> streams() {
        return GoldenAnswers.all().filter(Golden::isStream);
    }

    @Test
    void everyDialectHasSome() {
        assertThat(all().map(Golden::dialect).collect(Collectors.toSet())).isEqualTo(EnumSet.allOf(Dialect.class));
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysExactlyWhatIsExpected(Golden golden) {
        UsageReading reading = golden.isStream()
                ? cut(golden, golden.bytes().length, golden.bytes().length)
                : whole(golden);

        assertThat(GoldenAnswers.inWords(reading, !golden.isStream())).isEqualTo(golden.expected());
        assertThat(reading.implausible()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void saysTheSameWhereverItIsCut(Golden golden) {
        UsageReading whole = cut(golden, golden.bytes().length, golden.bytes().length);

        for (int at = 0; at <= golden.bytes().length; at++) {
            assertThat(cut(golden, at, golden.bytes().length)).isEqualTo(whole);
        }
        assertThat(byteByByte(golden)).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void neverSaysMoreThanWasSeenWhereverItBreaksOff(Golden golden) {
        UsageReading whole = cut(golden, golden.bytes().length, golden.bytes().length);
        long text = 0;

        for (int total = 0; total < golden.bytes().length; total++) {
            UsageReading reading = cut(golden, total / 2, total);
            assertThat(reading.textBytes()).isBetween(text, whole.textBytes());
            text = reading.textBytes();
            if (reading.ending() != Ending.OPEN) {
                assertThat(reading).isEqualTo(whole);
            } else if (reading.tokens() != null && whole.tokens() != null) {
                assertThat(reading.tokens().output()).isLessThanOrEqualTo(whole.tokens().output());
                assertThat(reading.tokens().allInput()).isLessThanOrEqualTo(whole.tokens().allInput());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aBodyThatBreaksOffAnywhereBreaksNothing(Golden golden) {
        UsageReader reader = golden.dialect().reader(Answers.FACTS);
        for (int total = 0; total < golden.bytes().length; total++) {
            reader.onBody(golden.bytes(), 0, total);
        }

        assertThat(reader.ended()).isTrue();
    }

    private static UsageReading whole(Golden golden) {
        UsageReader reader = golden.dialect().reader(Answers.FACTS);
        reader.onBody(golden.bytes(), 0, golden.bytes().length);
        return reader.reading();
    }

    private static UsageReading cut(Golden golden, int at, int total) {
        return Answers.streamed(golden.dialect(), golden.bytes(), at, total);
    }

    private static UsageReading byteByByte(Golden golden) {
        UsageReader reader = golden.dialect().reader(Answers.FACTS);
        SseSplitter splitter = new SseSplitter(reader);
        for (int at = 0; at < golden.bytes().length; at++) {
            splitter.feed(golden.bytes(), at, at + 1);
        }
        return reader.reading();
    }
}
