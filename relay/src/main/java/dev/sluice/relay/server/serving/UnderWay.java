package dev.sluice.relay.server.serving;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.telemetry.Finished;
import dev.sluice.relay.telemetry.tracing.RequestSpans;

/// The request that a connection serves, as telemetry is told of it.
final class UnderWay {

    private final Desk desk;
    private final Channel channel;
    private RequestId requestId;
    private String route = Finished.OTHER;
    private long beganNanos;
    private boolean forwarded;
    private @Nullable RequestSpans spans;

    UnderWay(Desk desk, Channel channel) {
        this.desk = desk;
        this.channel = channel;
        this.requestId = desk.requestIds().get();
    }

    /// Another one begins; `head` is null where nothing is known of it.
    void begin(@Nullable HttpRequest head) {
        requestId = desk.requestIds().get();
        forwarded = false;
        route = Finished.OTHER;
        beganNanos = desk.nanos().getAsLong();
        spans = desk.counters().spans(head, channel);
    }

    void routed(String to) {
        route = to;
    }

    /// It goes to a provider: that tells telemetry when it ends.
    void forwarded() {
        forwarded = true;
    }

    RequestId requestId() {
        return requestId;
    }

    /// Null where nobody collects spans.
    @Nullable
    RequestSpans spans() {
        return spans;
    }

    /// Makes the headers those of the relay's own span, and answers its `traceparent`.
    String trace(HttpHeaders headers) {
        return desk.counters().trace(headers, spans);
    }

    /// The relay itself answered; `refusal` is null where it did what was asked.
    void answered(int status, @Nullable Refusal refusal, long bytes) {
        if (!forwarded) {
            desk.counters().answered(requestId, route, status, refusal, bytes, desk.nanos().getAsLong() - beganNanos,
                    spans);
        }
    }
}
