package dev.sluice.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.bench.load.Ask.Dialect;
import dev.sluice.bench.provider.MockProvider;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoadTest {

    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final String KEY = "key";

    private static MockProvider provider;
    private static Load load;

    @BeforeAll
    static void start() {
        provider = MockProvider.listening(0);
        load = new Load();
    }

    @AfterAll
    static void stop() {
        load.close();
        provider.close();
    }

    @Test
    void countsEveryShortAnswer() throws InterruptedException {
        List<Ask> asks = List.of(Ask.json(Dialect.ANTHROPIC, KEY), Ask.json(Dialect.OPENAI, KEY));

        Tally tally = load.run(Plan.times(provider.port(), asks, 10, 1_000, 20), AT_MOST);

        assertThat(tally.requireAll(0).requests()).isEqualTo(200);
        assertThat(tally.latency().getTotalCount()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void countsEveryFrameOfPacedAndUnpacedStreams(Dialect dialect) throws InterruptedException {
        List<Ask> asks = List.of(Ask.stream(dialect, KEY, 50, 0), Ask.stream(dialect, KEY, 50, 1_000));

        Tally tally = load.run(Plan.times(provider.port(), asks, 10, 1_000, 2), AT_MOST).requireAll(50);

        assertThat(tally.frames()).isEqualTo(1_000);
        assertThat(tally.firstToken().getTotalCount()).isEqualTo(20);
        assertThat(tally.passage().getMaxValue()).isLessThan(AT_MOST.toNanos());
    }

    @Test
    void beginsAsManyRequestsAsTheRateSays() throws InterruptedException {
        Plan plan = Plan.open(provider.port(), List.of(Ask.json(Dialect.ANTHROPIC, KEY)), 8, 200,
                Duration.ofSeconds(1));

        assertThat(load.run(plan, AT_MOST).requireAll(0).requests()).isEqualTo(200);
    }

    @Test
    void saysSoWhenNobodyListens() throws InterruptedException {
        Tally tally = load.run(Plan.times(1, List.of(Ask.json(Dialect.ANTHROPIC, KEY)), 2, 1_000, 1), AT_MOST);

        assertThatThrownBy(() -> tally.requireAll(0)).hasMessageContaining("broken=2");
    }

    @Test
    void findsAStampWhereverThePartsAreCut() {
        String text = "data ~0000000000123456789 x ~0000000000000000007 y";
        for (int cut = 0; cut <= text.length(); cut++) {
            List<Long> stamps = new ArrayList<>();
            TokenReader reader = new TokenReader(stamps::add);
            reader.read(Unpooled.copiedBuffer(text.substring(0, cut), US_ASCII));
            reader.read(Unpooled.copiedBuffer(text.substring(cut), US_ASCII));

            assertThat(stamps).containsExactly(123_456_789L, 7L);
        }
    }
}
