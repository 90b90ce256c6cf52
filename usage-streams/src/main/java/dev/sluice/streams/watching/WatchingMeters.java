package dev.sluice.streams.watching;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.streams.accounts.rows.LetterKind;
import dev.sluice.streams.watching.LedgerSums.Family;

/// What the live verifier shows, as its last look left it. Each label has the values of one enum.
final class WatchingMeters {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final AtomicLong total = new AtomicLong();
    private final Map<Family, AtomicLong> held = new EnumMap<>(Family.class);
    private final Map<LetterKind, AtomicLong> letters = new EnumMap<>(LetterKind.class);
    private final Map<PlanMode, AtomicLong> overdrawn = new EnumMap<>(PlanMode.class);
    private final AtomicLong parked = new AtomicLong();
    private final AtomicLong delayMillis = new AtomicLong();
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong lookedMillis;
    private final Counter compared;

    WatchingMeters(MeterRegistry registry, InstantSource clock) {
        lookedMillis = new AtomicLong(clock.millis());
        Gauge.builder("streams.verifier.silent.seconds", lookedMillis,
                millis -> (clock.millis() - millis.get()) / MILLIS_PER_SECOND)
                .description("since the last look at everything").register(registry);
        gauge(registry, "streams.ledger.total.nano.usd", total,
                "sum of the whole ledger, of the partitions decided here; anything but 0 is a fault");
        for (Family family : Family.values()) {
            held.put(family, tagged(registry, "streams.ledger.held.nano.usd", "account", family.label(),
                    "what ledger accounts of a kind hold, of the partitions decided here"));
        }
        for (LetterKind kind : LetterKind.values()) {
            letters.put(kind, tagged(registry, "streams.letters.open", "kind", kind.name().toLowerCase(Locale.ROOT),
                    "dead letters that wait for a person"));
        }
        for (PlanMode mode : PlanMode.values()) {
            overdrawn.put(mode, tagged(registry, "streams.accounts.overdrawn.nano.usd", "mode",
                    mode.name().toLowerCase(Locale.ROOT),
                    "spent beyond credit and credit limit, all accounts together"));
        }
        gauge(registry, "streams.accounts.parked", parked, "accounts that stand still because of dead letters");
        Gauge.builder("streams.serving.delay.seconds", delayMillis, millis -> millis.get() / MILLIS_PER_SECOND)
                .description("since when Redis is not known to have all of the log").register(registry);
        gauge(registry, "streams.verifier.lag.records", lag, "records of ledger and usage that are not verified yet");
        compared = Counter.builder("streams.verifier.accounts.compared")
                .description("accounts compared with Redis").register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, AtomicLong value, String description) {
        Gauge.builder(name, value, AtomicLong::get).description(description).register(registry);
    }

    private static AtomicLong tagged(MeterRegistry registry, String name, String label, String labelValue,
            String description) {
        AtomicLong value = new AtomicLong();
        Gauge.builder(name, value, AtomicLong::get).tag(label, labelValue).description(description)
                .register(registry);
        return value;
    }

    void ledger(List<LedgerSums> sums) {
        total.set(sums.stream().mapToLong(LedgerSums::total).sum());
        held.forEach((family, value) -> value.set(sums.stream().mapToLong(each -> each.of(family)).sum()));
    }

    void letters(OpenLetters open) {
        letters.forEach((kind, value) -> value.set(open.byKind().getOrDefault(kind, 0L)));
        parked.set(open.parked());
    }

    void overdrawn(AccountsRound round) {
        overdrawn.forEach((mode, value) -> value.set(round.overdrawnNanos(mode)));
    }

    void delay(long millis) {
        delayMillis.set(millis);
    }

    void lag(long records) {
        lag.set(records);
    }

    void looked(long millis) {
        lookedMillis.set(millis);
    }

    void compared(long accounts) {
        compared.increment(accounts);
    }
}
