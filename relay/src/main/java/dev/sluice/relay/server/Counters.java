package dev.sluice.relay.server;

import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.forwarding.TransferListener;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.telemetry.AccessLog;
import dev.sluice.relay.telemetry.Finished;
import dev.sluice.relay.telemetry.Telemetry;
import dev.sluice.relay.telemetry.TraceContext;

/// Tells telemetry what the data plane does. Labels are routes, upstreams, outcomes and causes: never users
/// or keys.
public final class Counters implements TransferListener {

    private static final String ANSWERED = "answered";
    private static final String REFUSED = "refused";
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";

    private final Telemetry telemetry;

    public Counters(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    /// Without an access log.
    public Counters(MeterRegistry meters) {
        this(new Telemetry(meters, AccessLog.off()));
    }

    @Override
    public void ended(Ended ended) {
        telemetry.finished(new Finished(ended.requestId(), ended.dialect().route(), name(ended.dialect()),
                ended.model(), ended.end().status(), name(ended.end().outcome()), ended.end().errorCode(),
                ended.end().upstream(), TraceContext.traceId(ended.traceparent()), ended.requestBytes(),
                ended.answerBytes(), ended.nanos(), ended.firstByteNanos()));
    }

    @Override
    public void gap(Dialect dialect, long nanos) {
        telemetry.gap(dialect.route(), nanos);
    }

    void refused(Refusal refusal) {
        telemetry.refused(refusal.code());
    }

    /// The relay itself answered; `refusal` is null where it did what was asked.
    void answered(RequestId requestId, String route, int status, @Nullable Refusal refusal, long bytes, long nanos) {
        telemetry.finished(new Finished(requestId, route, Finished.NONE, null, status,
                refusal == null ? ANSWERED : REFUSED, refusal == null ? null : refusal.code(), Finished.NONE, null, 0,
                bytes, nanos, null));
    }

    /// Makes the headers those of the relay's own span, and answers its `traceparent`.
    String trace(HttpHeaders headers) {
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
