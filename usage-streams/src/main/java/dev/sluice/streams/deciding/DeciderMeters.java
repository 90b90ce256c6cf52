package dev.sluice.streams.deciding;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.streams.accounts.Decision;

/// What the decider counts since its process started. A transaction that is aborted and done again counts
/// twice here, never in a topic.
public final class DeciderMeters {

    private final Counter decided;
    private final Counter rated;
    private final Counter quarantined;
    private final Counter parked;
    private final Counter deadLetters;
    private final Counter repeats;
    private final Map<Overrun, Counter> overruns = new EnumMap<>(Overrun.class);
    private final AtomicLong ledgerNanos = new AtomicLong();

    public DeciderMeters(MeterRegistry registry) {
        decided = registry.counter("streams.decider.events");
        rated = registry.counter("streams.decider.rated");
        quarantined = registry.counter("streams.decider.quarantined");
        parked = registry.counter("streams.decider.parked");
        deadLetters = registry.counter("streams.decider.dead.letters");
        repeats = registry.counter("streams.decider.without.effect");
        Gauge.builder("streams.ledger.sum.nano.usd", ledgerNanos, AtomicLong::get)
                .description("sum of all ledger entries written by this process; anything but 0 is a fault")
                .register(registry);
        for (Overrun cause : Overrun.values()) {
            overruns.put(cause, Counter.builder("streams.overrun.nano.usd")
                    .description("spent by prepaid accounts beyond their balance").tag("cause", cause.label())
                    .register(registry));
        }
    }

    void decided(Decision decision) {
        decided.increment();
        if (decision.isNothing()) {
            repeats.increment();
        }
        decision.rated().forEach(this::rated);
        decision.alerts().forEach(this::alerted);
        decision.transactions().forEach(this::posted);
        Overrun.of(decision).ifPresent(overrun -> {
            Counter counter = overruns.get(overrun);
            if (counter != null) {
                counter.increment(Overrun.nanos(decision));
            }
        });
    }

    void deadLetter() {
        deadLetters.increment();
    }

    private void rated(RatedUsage record) {
        rated.increment();
        if (record.flags().contains("QUARANTINED")) {
            quarantined.increment();
        }
    }

    private void alerted(UsageAlert alert) {
        if (alert.kind() == UsageAlert.Kind.PARKED) {
            parked.increment();
        }
    }

    private void posted(LedgerTransaction transaction) {
        transaction.entries().forEach(entry -> ledgerNanos.addAndGet(entry.amountNanoUsd().nanos()));
    }
}
