package dev.sluice.relay.server.serving;

import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2StreamChannel;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.forwarding.TransferListener;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.server.framing.HeadRules;
import dev.sluice.relay.telemetry.AccessLog;
import dev.sluice.relay.telemetry.Finished;
import dev.sluice.relay.telemetry.Telemetry;
import dev.sluice.relay.telemetry.TraceContext;
import dev.sluice.relay.telemetry.tracing.RequestSpans;

/// Tells telemetry what the data plane does. Labels are routes, upstreams, outcomes and causes: never users
/// or keys.
public final class Counters implements TransferListener {

    private static final String ANSWERED = "answered";
    private static final String REFUSED = "refused";
    private static final String HTTP_1_0 = "1.0";
    private static final String HTTP_1_1 = "1.1";
    private static final String HTTP_2 = "2";
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";

    private final Telemetry telemetry;

    public Counters(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    /// Without an access log and spans.
    public Counters(MeterRegistry meters) {
        this(new Telemetry(meters, AccessLog.off(), null));
    }

    @Override
    public void ended(Ended ended) {
        finished(new Finished(ended.requestId(), ended.dialect().route(), name(ended.dialect()),
                ended.model(), ended.end().status(), name(ended.end().outcome()), ended.end().errorCode(),
                ended.end().upstream(), TraceContext.traceId(ended.traceparent()), ended.requestBytes(),
                ended.answerBytes(), ended.nanos(), ended.firstByteNanos()), ended.spans());
    }

    private void finished(Finished finished, @Nullable RequestSpans spans) {
        telemetry.finished(finished);
        if (spans != null) {
            spans.end(finished);
        }
    }

    @Override
    public void gap(Dialect dialect, long nanos) {
        telemetry.gap(dialect.route(), nanos);
    }

    void refused(Refusal refusal) {
        telemetry.refused(refusal.code());
    }

    /// The relay itself answered; `refusal` is null where it did what was asked.
    void answered(RequestId requestId, String route, int status, @Nullable Refusal refusal, long bytes, long nanos,
            @Nullable RequestSpans spans) {
        finished(new Finished(requestId, route, Finished.NONE, null, status,
                refusal == null ? ANSWERED : REFUSED, refusal == null ? null : refusal.code(), Finished.NONE, null, 0,
                bytes, nanos, null), spans);
    }

    /// Something begins on this channel; `head` is null where it makes none. Null where nobody collects spans.
    @Nullable
    RequestSpans spans(@Nullable HttpRequest head, Channel channel) {
        if (head == null) {
            return telemetry.spans("", HTTP_1_1, EmptyHttpHeaders.INSTANCE);
        }
        String minor = HeadRules.isHttp10(head) ? HTTP_1_0 : HTTP_1_1;
        return telemetry.spans(head.method().name(), channel instanceof Http2StreamChannel ? HTTP_2 : minor,
                head.headers());
    }

    /// Makes the headers those of the relay's own span, and answers its `traceparent`.
    String trace(HttpHeaders headers, @Nullable RequestSpans spans) {
        if (spans != null) {
            spans.writeTo(headers);
            return spans.traceparent();
        }
        TraceContext context = telemetry.trace(headers.getAll(TRACEPARENT), headers.getAll(TRACESTATE));
        headers.set(TRACEPARENT, context.traceparent());
        String state = context.tracestate();
        if (state == null) {
            headers.remove(TRACESTATE);
        } else {
            headers.set(TRACESTATE, state);
        }
        return context.traceparent();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
