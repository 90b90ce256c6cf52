package dev.sluice.relay.telemetry;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// W3C Trace Context, §3 and §4.
class TraceContextTest {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
    private static final long RANDOM = 0x0123456789abcdefL;

    @Test
    void continuesATraceUnderASpanOfItsOwn() {
        assertThat(of(PARENT)).isEqualTo("00-" + TRACE_ID + "-0123456789abcdef-01");
    }

    @Test
    void readsWhatItKnowsOfALaterVersion() {
        assertThat(of("01-" + TRACE_ID + "-00f067aa0ba902b7-ff-more")).isEqualTo("00-" + TRACE_ID
                + "-0123456789abcdef-03");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "nonsense", "00-" + TRACE_ID + "-00f067aa0ba902b7", PARENT + "-more", "ff-" + TRACE_ID
                    + "-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-" + TRACE_ID + "-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", "01-" + TRACE_ID + "-00f067aa0ba902b7-01more",
            "00-" + TRACE_ID + "-00f067aa0ba902b7-0x", " " + PARENT})
    void beginsATraceThatIsNotSampledWhereTheClientsIsInvalid(String parent) {
        assertThat(of(parent)).isEqualTo("00-0123456789abcdef0123456789abcdef-0123456789abcdef-00");
    }

    @Test
    void beginsATraceWhereThereIsNoneOrMoreThanOne() {
        assertThat(TraceContext.of(List.of(), List.of("a=1"), () -> RANDOM)).isEqualTo(
                new TraceContext("00-0123456789abcdef0123456789abcdef-0123456789abcdef-00", null));
        assertThat(TraceContext.of(List.of(PARENT, PARENT), List.of(), () -> RANDOM).traceparent())
                .doesNotContain(TRACE_ID);
    }

    @Test
    void neverMakesAnIdOfZeros() {
        assertThat(TraceContext.of(List.of(), List.of(), () -> 0).traceparent())
                .isEqualTo("00-00000000000000010000000000000000-0000000000000001-00");
    }

    @Test
    void passesTheStateOnWithItsTrace() {
        assertThat(state("rojo=00f067aa0ba902b7", "congo=t61rcWkgMzE, 0@b=x")).isEqualTo(
                "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE, 0@b=x");
        assertThat(TraceContext.of(List.of("nonsense"), List.of("rojo=1"), () -> RANDOM).tracestate()).isNull();
    }

    @Test
    void dropsAStateThatIsNone() {
        assertThat(state("no value")).isNull();
        assertThat(state("Upper=1")).isNull();
        assertThat(state("a=1\u0007")).isNull();
        assertThat(state(members(33))).isNull();
        assertThat(state(members(32))).isNotNull();
    }

    @Test
    void readsTheTraceIdOfAValidParentOnly() {
        assertThat(TraceContext.traceId(PARENT)).isEqualTo(TRACE_ID);
        assertThat(TraceContext.traceId("nonsense")).isEmpty();
        assertThat(TraceContext.traceId(null)).isEmpty();
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(n -> "k" + n + "=v").collect(Collectors.joining(","));
    }

    private static @Nullable String state(String... values) {
        return TraceContext.of(List.of(PARENT), List.of(values), () -> RANDOM).tracestate();
    }

    private static String of(String parent) {
        return TraceContext.of(List.of(parent), List.of(), () -> RANDOM).traceparent();
    }
}
