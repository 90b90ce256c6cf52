package dev.sluice.relay.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.telemetry.tracing.SpanFlow;
import dev.sluice.relay.telemetry.tracing.Tracing;
import dev.sluice.relay.testing.CollectorUnderTest;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What a collector of OpenTelemetry gets to see of requests, over the real protocol.
class SpansTest {

    private static final Duration ARRIVED_MAX = Duration.ofSeconds(30);
    private static final String PROMPT = "the quick brown prompt";
    private static final String BODY = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":100,\"stream\":true,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]}";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CLIENT_SPAN = "00f067aa0ba902b7";
    private static final String SAMPLED = "traceparent: 00-" + TRACE + "-" + CLIENT_SPAN + "-01";
    private static final String NOT_SAMPLED = "traceparent: 00-" + TRACE + "-" + CLIENT_SPAN + "-00";

    private final CollectorUnderTest collector = new CollectorUnderTest();
    private final Tracing tracing = Tracing.of(collector.environment(), "relay-1", "http", new SpanFlow())
            .orElseThrow();
    private final RelayUnderTest relay = new RelayUnderTest(tracing);

    @AfterEach
    void stop() throws IOException {
        relay.close();
        tracing.close();
        collector.close();
    }

    @Test
    void theRelaysSpanStandsBetweenTheClientsAndThatOfTheCall() throws IOException {
        relay.upstream.streams(Streams.CLAUDE_PARTS);
        ask(RawClient.post("/v1/messages", relay.key, BODY, SAMPLED, "tracestate: rojo=1"));

        Span own = span(SpanKind.SPAN_KIND_SERVER, 2);
        Span call = span(SpanKind.SPAN_KIND_CLIENT, 2);
        assertThat(List.of(hex(own.getTraceId()), hex(call.getTraceId()))).containsOnly(TRACE);
        assertThat(hex(own.getParentSpanId())).isEqualTo(CLIENT_SPAN);
        assertThat(call.getParentSpanId()).isEqualTo(own.getSpanId());
        assertThat(relay.upstream.received().getFirst().headers())
                .containsEntry("traceparent", "00-" + TRACE + "-" + hex(call.getSpanId()) + "-01")
                .containsEntry("tracestate", "rojo=1");
        assertThat(relay.recorder.reserved().getFirst().traceparent())
                .isEqualTo("00-" + TRACE + "-" + hex(own.getSpanId()) + "-01");
    }

    @Test
    void aCallSaysWhatWasAskedOfWhomAndWhatItUsed() throws IOException {
        relay.upstream.streams(Streams.CLAUDE_PARTS);
        ask(RawClient.post("/v1/messages?beta=true", relay.key, BODY, SAMPLED));

        Span call = span(SpanKind.SPAN_KIND_CLIENT, 2);
        var used = relay.recorder.settled().getFirst().tokens();
        Map<String, String> attributes = CollectorUnderTest.attributes(call.getAttributesList());
        assertThat(call.getName()).isEqualTo("chat claude-opus-5-5");
        assertThat(Double.parseDouble(attributes.remove("gen_ai.response.time_to_first_chunk"))).isPositive();
        assertThat(attributes).isEqualTo(Map.ofEntries(Map.entry("gen_ai.operation.name", "chat"),
                Map.entry("gen_ai.provider.name", "anthropic"), Map.entry("gen_ai.request.model", "claude-opus-5-5"),
                Map.entry("gen_ai.request.stream", "true"), Map.entry("gen_ai.response.model", "claude-opus-5-5"),
                Map.entry("gen_ai.usage.input_tokens", String.valueOf(used.allInput())),
                Map.entry("gen_ai.usage.output_tokens", String.valueOf(used.output())),
                Map.entry("gen_ai.usage.cache_read.input_tokens", String.valueOf(used.cacheRead())),
                Map.entry("gen_ai.usage.cache_creation.input_tokens", String.valueOf(used.cacheWrites())),
                Map.entry("gen_ai.usage.reasoning.output_tokens", String.valueOf(used.reasoning())),
                Map.entry("http.request.method", "POST"), Map.entry("http.response.status_code", "200"),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.port", String.valueOf(relay.upstream.uri().getPort())),
                Map.entry("sluice.upstream", "claude"),
                Map.entry("url.full", relay.upstream.uri() + "/v1/messages")));
    }

    @Test
    void theRelaysSpanSaysWhatBecameOfTheRequest() throws IOException {
        relay.upstream.streams(Streams.CLAUDE_PARTS);
        ask(RawClient.post("/v1/messages?beta=true", relay.key, BODY, SAMPLED));

        Span own = span(SpanKind.SPAN_KIND_SERVER, 2);
        assertThat(own.getName()).isEqualTo("POST /v1/messages");
        assertThat(own.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
        assertThat(CollectorUnderTest.attributes(own.getAttributesList())).isEqualTo(Map.of(
                "http.request.method", "POST", "http.response.status_code", "200", "http.route", "/v1/messages",
                "network.protocol.version", "1.1", "sluice.outcome", "ok", "sluice.request.id",
                relay.recorder.settled().getFirst().requestId().value(), "url.path", "/v1/messages", "url.scheme",
                "http"));
        assertThat(CollectorUnderTest.attributes(collector.received().getFirst().getResource().getAttributesList()))
                .containsEntry("service.name", "sluice-relay").containsEntry("service.instance.id", "relay-1");
    }

    @Test
    void eachTryHasASpanOfItsOwn() throws IOException {
        Upstream first = Upstream.plain("claude", Service.CLAUDE, relay.upstream.uri(), new Secret("one"));
        Upstream second = Upstream.plain("claude-2", Service.CLAUDE, relay.upstream.uri(), new Secret("two"));
        relay.uses(new UpstreamSet(List.of(first, second), new Failover(true, 2)));
        relay.upstream.plays((_, wire) -> {
            boolean again = relay.upstream.received().size() > 1;
            wire.send("HTTP/1.1 " + (again ? "400 No" : "529 Busy") + "\r\ncontent-length: 2\r\n\r\n{}");
            return true;
        });
        ask(RawClient.post("/v1/messages", relay.key, BODY, SAMPLED));

        await().atMost(ARRIVED_MAX).until(() -> collector.spans().size() == 3);
        List<Map<String, String>> tries = collector.spans().stream()
                .filter(span -> span.getKind() == SpanKind.SPAN_KIND_CLIENT)
                .map(span -> CollectorUnderTest.attributes(span.getAttributesList())).toList();
        assertThat(tries).extracting(each -> each.get("http.response.status_code")).containsExactly("529", "400");
        assertThat(tries).extracting(each -> each.get("error.type")).containsExactly("upstream-529", "upstream-400");
        assertThat(tries).extracting(each -> each.get("http.request.resend_count")).containsExactly(null, "1");
        assertThat(tries).extracting(each -> each.get("sluice.upstream")).containsExactlyInAnyOrder("claude",
                "claude-2");
        assertThat(relay.upstream.received()).extracting(each -> each.headers().get("traceparent"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aBrokenProviderIsAnErrorOnBothSpansAndARefusalOnNone() throws IOException {
        relay.upstream.plays((_, _) -> false);
        ask(RawClient.post("/v1/messages", relay.key, BODY, SAMPLED));
        ask(RawClient.post("/v1/messages", relay.key, BODY.replace("opus", "unknown"), SAMPLED));

        await().atMost(ARRIVED_MAX).until(() -> collector.spans().size() == 3);
        assertThat(collector.spans()).extracting(span -> span.getStatus().getCode()).containsExactly(
                StatusCode.STATUS_CODE_ERROR, StatusCode.STATUS_CODE_ERROR, StatusCode.STATUS_CODE_UNSET);
        assertThat(collector.spans()).extracting(
                span -> CollectorUnderTest.attributes(span.getAttributesList()).get("sluice.cause"))
                .containsExactly(null, "upstream-broken", "model-unknown");
    }

    @Test
    void whatIsNotSampledGoesOnUnderTheRelaysSpanAndIsNotExported() throws IOException {
        relay.upstream.streams(Streams.CLAUDE_PARTS);
        ask(RawClient.post("/v1/messages", relay.key, BODY, NOT_SAMPLED));
        ask("GET /api/hello HTTP/1.1\r\nHost: r\r\n\r\n");

        assertThat(span(SpanKind.SPAN_KIND_SERVER, 1).getName()).isEqualTo("GET /api/hello");
        assertThat(relay.upstream.received().getFirst().headers().get("traceparent"))
                .matches("00-" + TRACE + "-[0-9a-f]{16}-00").doesNotContain(CLIENT_SPAN);
    }

    @Test
    void nothingOfTheSenderAndOfTheContentIsExported() throws IOException {
        relay.upstream.streams(Streams.CLAUDE_PARTS);
        ask(RawClient.post("/v1/messages?secret=in-the-query", relay.key, BODY, SAMPLED,
                "X-Claude-Code-Session-Id: session-of-somebody"));
        ask(RawClient.post("/v1/somewhere/" + PROMPT.replace(' ', '-'), relay.key, BODY));
        ask("SECRET /v1/messages HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer cuk_foreign\r\n\r\n");
        ask("not http at all\r\n\r\n");

        await().atMost(ARRIVED_MAX).until(() -> collector.spans().size() == 5);
        assertThat(collector.spans()).extracting(Span::getName).containsExactlyInAnyOrder("chat claude-opus-5-5",
                "POST /v1/messages", "POST", "_OTHER", "_OTHER");
        String all = String.join(" ", collector.received().stream()
                .map(each -> each.toByteString().toString(StandardCharsets.ISO_8859_1)).toList());
        assertThat(all).doesNotContain(relay.key.reveal(), relay.keys.view(relay.key).keyId().value(),
                relay.keys.view(relay.key).userId().value(), "foreign", "prompt", "secret", "SECRET", "somebody",
                "our-claude-account");
    }

    private void ask(String request) throws IOException {
        try (RawClient client = relay.connect()) {
            client.send(request).answer();
        }
    }

    /// The one of this kind, once this many spans have arrived.
    private Span span(SpanKind kind, int count) {
        await().atMost(ARRIVED_MAX).until(() -> collector.spans().size() == count);
        return collector.spans().stream().filter(span -> span.getKind() == kind).findFirst().orElseThrow();
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
