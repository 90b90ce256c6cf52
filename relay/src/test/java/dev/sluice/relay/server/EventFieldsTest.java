package dev.sluice.relay.server;

import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.UsageFailed;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;

import static org.assertj.core.api.Assertions.assertThat;

/// What the events of one request say about it (wire-protocols §8.20).
class EventFieldsTest {

    private static final String BODY = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":100,\"stream\":true,"
            + "\"messages\":[]}";

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void aReservationSaysWhoAsksForWhat() throws IOException {
        relay.upstream.streams(Streams.CLAUDE_PARTS);
        ask(BODY);

        UsageReserved reserved = relay.recorder.reserved().getFirst();
        KeyView key = relay.keys.view(relay.key);
        assertThat(reserved.keyId()).isEqualTo(key.keyId());
        assertThat(reserved.userId()).isEqualTo(key.userId());
        assertThat(reserved.relayId()).isEqualTo("relay-1");
        assertThat(reserved.service()).isEqualTo(Service.CLAUDE);
        assertThat(reserved.route()).isEqualTo("/v1/messages");
        assertThat(reserved.modelAsked()).isEqualTo("claude-opus-5-5");
        assertThat(reserved.stream()).isTrue();
        assertThat(reserved.sessionId()).isEqualTo("s-1");
        assertThat(reserved.requestClass()).isEqualTo("main");
        assertThat(reserved.traceparent()).isNotNull();
    }

    @Test
    void aSettlementSaysWhatTheProviderAnswered() throws IOException {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json\r\nrequest-id: req_theirs",
                Streams.CLAUDE_JSON);
        ask(BODY.replace("true", "false"));

        UsageSettled settled = relay.recorder.settled().getFirst();
        assertThat(settled.requestId()).isEqualTo(relay.recorder.reserved().getFirst().requestId());
        assertThat(settled.eventId()).isNotEqualTo(relay.recorder.reserved().getFirst().eventId());
        assertThat(settled.upstreamRequestId()).isEqualTo("req_theirs");
        assertThat(settled.upstream()).isEqualTo("claude");
        assertThat(settled.modelAnswered()).isEqualTo("claude-opus-5-5");
        assertThat(settled.status()).isEqualTo(200);
        assertThat(settled.outcome()).isEqualTo(Outcome.OK);
        assertThat(settled.basis()).isEqualTo(Basis.REPORTED);
        assertThat(settled.rawUsage()).isEqualTo("{\"input_tokens\":10,\"output_tokens\":5}");
        assertThat(settled.firstByteMillis()).isNotNegative();
        assertThat(settled.durationMillis()).isGreaterThanOrEqualTo(settled.firstByteMillis());
    }

    @Test
    void aFailureSaysWhatWentWrongWhere() throws IOException {
        relay.upstream.answers("529 Overloaded\r\ncontent-type: application/json\r\nrequest-id: req_theirs", "{}");
        ask(BODY);

        UsageFailed failed = relay.recorder.failed().getFirst();
        assertThat(failed.status()).isEqualTo(529);
        assertThat(failed.outcome()).isEqualTo(Outcome.UPSTREAM_ERROR);
        assertThat(failed.errorCode()).isEqualTo("upstream-529");
        assertThat(failed.upstream()).isEqualTo("claude");
        assertThat(failed.upstreamRequestId()).isEqualTo("req_theirs");
    }

    private void ask(String body) throws IOException {
        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.key, body, "X-Claude-Code-Session-Id: s-1",
                    "X-Claude-Code-Request-Class: main")).answer();
        }
    }
}
