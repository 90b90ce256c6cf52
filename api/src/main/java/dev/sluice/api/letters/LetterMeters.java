package dev.sluice.api.letters;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/// Says how the letters are doing (docs/reference/api-metrics.md).
@Component
class LetterMeters {

    private final InstantSource clock;
    private final Counter due;
    private final Map<End, Counter> ended = new EnumMap<>(End.class);
    private final Map<Failure, Counter> failed = new EnumMap<>(Failure.class);
    /// The event each partition stands at, while it is not done.
    private final Map<Integer, Instant> under = new ConcurrentHashMap<>();

    LetterMeters(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        this.due = registry.counter("api.letters.due");
        for (End end : End.values()) {
            ended.put(end, registry.counter("api.letters.ended", "end", word(end)));
        }
        for (Failure failure : Failure.values()) {
            failed.put(failure, registry.counter("api.letters.failed", "cause", word(failure)));
        }
        Gauge.builder("api.letters.waiting", this, LetterMeters::waiting).baseUnit("seconds").register(registry);
    }

    /// What became of a letter.
    enum End {
        /// The mail server took it.
        SENT,
        /// Another instance sent it before.
        SENT_BEFORE,
        /// The mail server says that there is no such address.
        REFUSED,
        /// The mail server did not want it for too long.
        GIVEN_UP,
        /// The mail server was away until it was useless.
        LATE
    }

    /// Why it has to be tried again.
    enum Failure {
        AWAY, DEFERRED
    }

    void due() {
        due.increment();
    }

    void ended(End end) {
        count(ended, end);
    }

    void failed(Failure failure) {
        count(failed, failure);
    }

    /// What happened then is worked at.
    void at(int partition, Instant happened) {
        under.put(partition, happened);
    }

    /// Everything there was to read is done.
    void done(int partition) {
        under.remove(partition);
    }

    /// Others may have the partitions now.
    void beginAnew() {
        under.clear();
    }

    private double waiting() {
        Instant now = clock.instant();
        return under.values().stream().map(happened -> Duration.between(happened, now)).filter(Duration::isPositive)
                .mapToDouble(age -> age.toMillis() / 1_000.0).max().orElse(0);
    }

    private static <E extends Enum<E>> void count(Map<E, Counter> counters, E which) {
        requireNonNull(counters.get(which)).increment();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
