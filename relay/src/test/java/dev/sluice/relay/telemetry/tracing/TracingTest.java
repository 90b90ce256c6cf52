package dev.sluice.relay.telemetry.tracing;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpExchange;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.telemetry.Finished;
import dev.sluice.relay.testing.CollectorUnderTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// How many spans are made and kept, and where they get lost.
class TracingTest {

    private static final Duration ARRIVED_MAX = Duration.ofSeconds(30);
    private static final int MANY = 100;
    private static final int WAITING_MAX = 8;
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0";

    private final CollectorUnderTest collector = new CollectorUnderTest();
    private final SpanFlow flow = new SpanFlow();

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void noMoreSpansWaitForACollectorThatHangsThanMay() {
        CountDownLatch released = new CountDownLatch(1);
        collector.behaves(exchange -> {
            waitFor(released);
            taken(exchange);
        });
        try (Tracing tracing = tracing("OTEL_BSP_MAX_QUEUE_SIZE", "" + WAITING_MAX, "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
                "1")) {
            serve(tracing, EmptyHttpHeaders.INSTANCE);

            // One is with the collector, or on its way there; the others wait.
            long overflowed = flow.overflowed();
            assertThat(overflowed).isBetween((long) MANY - WAITING_MAX - 1, (long) MANY - WAITING_MAX);
            released.countDown();
            await().atMost(ARRIVED_MAX).untilAsserted(() -> assertThat(flow.exported()).isEqualTo(MANY - overflowed));
            assertThat(collector.spans()).hasSize((int) (MANY - overflowed));
        }
    }

    @Test
    void whatTheCollectorDoesNotTakeIsCounted() {
        collector.behaves(exchange -> exchange.sendResponseHeaders(400, -1));
        try (Tracing tracing = tracing()) {
            serve(tracing, EmptyHttpHeaders.INSTANCE);

            await().atMost(ARRIVED_MAX).untilAsserted(() -> assertThat(flow.refused()).isEqualTo(MANY));
            assertThat(flow.exported() + flow.overflowed()).isZero();
        }
    }

    @Test
    void whatWaitsIsSentBeforeTheEnd() {
        try (Tracing tracing = tracing("OTEL_BSP_SCHEDULE_DELAY", "600000")) {
            serve(tracing, EmptyHttpHeaders.INSTANCE);
        }

        arrived(MANY);
    }

    @Test
    void theClientsFlagDecidesUnlessItIsNotAsked() {
        try (Tracing tracing = tracing()) {
            serve(tracing, parent("0"));
            serve(tracing, parent("1"));
        }
        arrived(MANY);
        try (Tracing tracing = tracing("OTEL_TRACES_SAMPLER", "always_off")) {
            serve(tracing, parent("1"));
        }
        assertThat(collector.spans()).hasSize(MANY);
    }

    @Test
    void aRatioOfTheTracesThatBeginHereIsSampled() {
        try (Tracing tracing = tracing("OTEL_TRACES_SAMPLER", "parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG",
                "0")) {
            serve(tracing, EmptyHttpHeaders.INSTANCE);
            serve(tracing, parent("1"));
        }

        arrived(MANY);
        assertThat(collector.spans()).extracting(Span::getParentSpanId).noneMatch(id -> id.isEmpty());
    }

    /// A busy machine may send the last ones after the relay has stopped waiting for that.
    private void arrived(int count) {
        await().atMost(ARRIVED_MAX).untilAsserted(() -> assertThat(collector.spans()).hasSize(count));
    }

    private static HttpHeaders parent(String flag) {
        return new DefaultHttpHeaders().add("traceparent", PARENT + flag);
    }

    private static void serve(Tracing tracing, HttpHeaders headers) {
        for (int i = 0; i < MANY; i++) {
            tracing.begin("GET", "1.1", headers).end(new Finished(RequestId.of(new UUID(0, 1)),
                    "/api/hello", Finished.NONE, null, 200, "answered", null, Finished.NONE, null, 0, 0, 1, null));
        }
    }

    private Tracing tracing(String... more) {
        Map<String, String> environment = new HashMap<>(collector.environment());
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return Tracing.of(environment, "relay-1", "http", flow).orElseThrow();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void taken(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, -1);
    }
}
