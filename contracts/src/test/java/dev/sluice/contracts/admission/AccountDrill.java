package dev.sluice.contracts.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;

/// Questions, views, sweeps and registrations of one account in an order that a seed decides, with a clock
/// that steps, jumps and at times goes back.
final class AccountDrill {

    private static final List<RingShape> SHAPES = List.of(RingShape.values());
    private static final int REQUESTS_KEPT = 8;

    private final Random random;
    private final AtomicLong clock;
    private final boolean clockGoesBack;
    private final AdmissionSamples samples = new AdmissionSamples();
    private final List<RequestId> requests = new ArrayList<>(List.of(AdmissionSamples.request()));
    private long version = 1;
    /// Far ahead of the clock, so that each is newer than the one before.
    private long gate = 4_000_000_000_000L;

    AccountDrill(long seed, AtomicLong clock) {
        this.random = new Random(seed);
        this.clock = clock;
        this.clockGoesBack = seed % 2 == 1;
    }

    /// Something that is done to the reservations, and what they say.
    interface Step {
        Object on(Reservations reservations);
    }

    Step next() {
        clock.addAndGet(pause());
        return switch (random.nextInt(10)) {
            case 0 -> {
                SweepRequest sweep = new SweepRequest(samples.user,
                        Map.of(samples.journal, clock.get() - random.nextInt(5_000)));
                yield on -> on.sweep(sweep);
            }
            case 1 -> {
                gate++;
                ApplyRequest opening = new ApplyRequest(view(), gate);
                RegisterRequest register = register();
                yield on -> List.of(on.apply(opening), on.register(register));
            }
            case 2, 3, 4 -> {
                ApplyRequest apply = ApplyRequest.of(view());
                yield on -> on.apply(apply);
            }
            default -> {
                AdmitRequest admit = admit();
                yield on -> on.admit(admit);
            }
        };
    }

    private long pause() {
        return switch (random.nextInt(20)) {
            case 0 -> random.nextLong(90_000);
            case 1 -> random.nextLong(3L * 3_600_000);
            case 2 -> clockGoesBack ? -random.nextLong(2_400) : 0;
            case 3, 4, 5 -> random.nextLong(4_000);
            default -> random.nextLong(300);
        };
    }

    private AdmitRequest admit() {
        boolean again = random.nextInt(3) == 0;
        RequestId request = again ? known() : AdmissionSamples.request();
        if (!again) {
            requests.add(request);
            requests.subList(0, Math.max(0, requests.size() - REQUESTS_KEPT)).clear();
        }
        long micros = random.nextLong(30);
        return new AdmitRequest(samples.user, key(), samples.journal, request, again ? random.nextInt(3) : 0, micros,
                1 + random.nextLong(20), micros, limits(), limits(), GatePass.reached(Long.MAX_VALUE / 4096),
                random.nextBoolean());
    }

    private Allowances limits() {
        Allowances limits = Allowances.UNLIMITED;
        for (Limit limit : Limit.values()) {
            boolean lease = limit == Limit.CONCURRENCY;
            // A twin forgets a lease that ended even if the clock goes back.
            if (random.nextInt(3) > 0 && !(lease && clockGoesBack)) {
                limits = limits.with(limit, lease ? random.nextLong(12) : 30 + random.nextLong(300));
            }
        }
        return limits;
    }

    private AccountView view() {
        version += random.nextInt(3);
        long asOf = clock.get() + random.nextLong(-70_000, 5_000);
        List<Consumed> consumed = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            consumed.add(new Consumed(known(), 0, random.nextInt(3)));
        }
        AccountView.@Nullable KeyScope scope = random.nextInt(4) == 0 ? null : samples.scope(key(), windows(asOf));
        return new AccountView(samples.user, 0, Math.max(1, version - random.nextInt(3)), Instant.ofEpochMilli(asOf),
                1_000 + random.nextLong(1_000), random.nextLong(100), random.nextLong(100), null, windows(asOf), scope,
                consumed);
    }

    private RegisterRequest register() {
        List<LocalEntry> entries = List.of(new LocalEntry(known(), random.nextInt(2), random.nextLong(30),
                1 + random.nextLong(20), key(), samples.journal));
        return new RegisterRequest(samples.user, gate, entries, List.of(samples.journal));
    }

    private WindowsView windows(long asOf) {
        List<String> parts = new ArrayList<>();
        SHAPES.forEach(shape -> parts.add(ring(shape, asOf)));
        long monthEnd = asOf + random.nextLong(-3_600_000, 36_000_000);
        parts.add(monthEnd + "," + random.nextInt(100) + "," + random.nextInt(100));
        parts.add("" + random.nextInt(100));
        return new WindowsView(String.join(";", parts));
    }

    private String ring(RingShape shape, long asOf) {
        long newest = shape.bucket(asOf) + 1;
        long base = newest - random.nextInt(shape.kept());
        StringBuilder buckets = new StringBuilder();
        long first = 0;
        long second = 0;
        for (long bucket = base; bucket <= newest; bucket++) {
            int here = bucket == base ? 1 + random.nextInt(9) : random.nextInt(2) * random.nextInt(9);
            if (here > 0) {
                buckets.append('|').append(bucket - base).append(':').append(here).append(':').append(2 * here);
                first += here;
                second += 2L * here;
            }
        }
        return random.nextInt(6) == 0 ? "" : base + "," + first + "," + second + buckets;
    }

    private KeyId key() {
        return random.nextInt(3) == 0 ? samples.otherKey : samples.key;
    }

    private RequestId known() {
        return requests.get(random.nextInt(requests.size()));
    }
}
