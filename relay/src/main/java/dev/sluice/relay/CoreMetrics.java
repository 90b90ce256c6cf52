package dev.sluice.relay;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

import dev.sluice.relay.admission.Refusals;
import dev.sluice.relay.admission.WatermarkReplica;
import dev.sluice.relay.journal.forwarding.ForwarderCounts;
import dev.sluice.relay.journal.recording.Backlogs;
import dev.sluice.relay.journal.recording.JournalBounds.Bound;
import dev.sluice.relay.journal.recording.JournalRecorder;
import dev.sluice.relay.keys.ReplicatedKeys;
import dev.sluice.relay.keys.TopicReplica;
import dev.sluice.relay.redis.Leases;
import dev.sluice.relay.redis.ServerCheck;

/// What the core shows to Prometheus. No user and no key is a label.
@Component
final class CoreMetrics implements MeterBinder {

    private static final double NANOS_PER_USD = 1e9;
    private static final double SECONDS_SHOWN_MAX = Duration.ofDays(365).toSeconds();

    private final Backlogs backlogs;
    private final JournalRecorder recorder;
    private final ForwarderCounts forwarder;
    private final Leases leases;
    private final ServerCheck server;
    private final Refusals admission;
    private final ReplicatedKeys keys;
    private final WatermarkReplica watermarks;
    private final InstantSource clock;

    CoreMetrics(Backlogs backlogs, JournalRecorder recorder, ForwarderCounts forwarder, Leases leases,
            ServerCheck server, Refusals admission, ReplicatedKeys keys, WatermarkReplica watermarks,
            InstantSource clock) {
        this.backlogs = backlogs;
        this.recorder = recorder;
        this.forwarder = forwarder;
        this.leases = leases;
        this.server = server;
        this.admission = admission;
        this.keys = keys;
        this.watermarks = watermarks;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("relay.journal.backlog", backlogs, Backlogs::bytes).baseUnit("bytes").register(meters);
        Gauge.builder("relay.journal.age", backlogs, all -> all.age(clock.instant()).toMillis() / 1e3)
                .baseUnit("seconds").register(meters);
        Gauge.builder("relay.journal.unbilled", backlogs, all -> all.nanoUsd() / NANOS_PER_USD).baseUnit("usd")
                .register(meters);
        for (Bound bound : Bound.values()) {
            Gauge.builder("relay.journal.bound.reached", recorder,
                    it -> it.boundReached().filter(bound::equals).isPresent() ? 1 : 0)
                    .tag("bound", lower(bound)).register(meters);
        }
        FunctionCounter.builder("relay.journal.forwarded", forwarder, ForwarderCounts::forwarded).register(meters);
        FunctionCounter.builder("relay.journal.resumed", forwarder, ForwarderCounts::resumes).register(meters);
        FunctionCounter.builder("relay.journal.refused", forwarder, ForwarderCounts::refusals).register(meters);
        bindRest(meters);
    }

    private void bindRest(MeterRegistry meters) {
        Gauge.builder("relay.lease.age", leases, it -> Math.min(it.age().toSeconds(), SECONDS_SHOWN_MAX))
                .baseUnit("seconds").register(meters);
        Gauge.builder("relay.redis.partitions.complete", server, ServerCheck::completeCount).register(meters);
        for (Refusals.Cause cause : Refusals.Cause.values()) {
            FunctionCounter.builder("relay.admission.answers", admission, it -> it.of(cause))
                    .tag("answer", lower(cause)).register(meters);
        }
        Gauge.builder("relay.keys", keys, ReplicatedKeys::count).register(meters);
        replica(meters, keys.replica());
        replica(meters, watermarks.replica());
    }

    private static void replica(MeterRegistry meters, TopicReplica replica) {
        Gauge.builder("relay.replica.lag", replica, TopicReplica::lag).tag("replica", replica.name()).register(meters);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
