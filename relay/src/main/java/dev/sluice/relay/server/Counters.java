package dev.sluice.relay.server;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;

import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.exchange.End;
import dev.sluice.relay.forwarding.TransferListener;
import dev.sluice.relay.refusal.Refusal;

/// Counts what the relay does. Labels are routes, outcomes and causes: never users, keys or models.
public final class Counters implements TransferListener {

    private final MeterRegistry meters;

    public Counters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void ended(Dialect dialect, End end) {
        meters.counter("relay.requests", "route", dialect.route(), "outcome", end.outcome().name()).increment();
        Long firstByte = end.firstByteMillis();
        if (firstByte != null) {
            meters.timer("relay.first.byte", "route", dialect.route()).record(firstByte, TimeUnit.MILLISECONDS);
        }
    }

    void refused(Refusal refusal) {
        meters.counter("relay.refused", "reason", refusal.code()).increment();
    }
}
