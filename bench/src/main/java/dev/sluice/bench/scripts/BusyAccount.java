package dev.sluice.bench.scripts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.admission.AdmitRequest;
import dev.sluice.contracts.admission.Allowances;
import dev.sluice.contracts.admission.ApplyRequest;
import dev.sluice.contracts.admission.Consumed;
import dev.sluice.contracts.admission.GatePass;
import dev.sluice.contracts.admission.Limit;
import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.admission.RingShape;
import dev.sluice.contracts.admission.WindowsView;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;

/// An account with one key that has been at work all day: every bucket of its minute is in use. User and key
/// have the limits of the accounts of `bench/run` and reach none.
final class BusyAccount {

    private static final long BALANCE = 1_000_000_000_000L;
    private static final long RESERVED = 1_200;
    private static final long TOKENS = 300;
    private static final Allowances LIMITS = new Allowances(Map.of(Limit.REQUESTS_PER_MINUTE, 10_000_000L,
            Limit.REQUESTS_PER_DAY, 1_000_000_000L, Limit.TOKENS_PER_MINUTE, 100_000_000_000L, Limit.CONCURRENCY,
            50_000L, Limit.SPEND_DAY, 90_000_000_000L, Limit.SPEND_MONTH, 90_000_000_000L));
    /// A gate of any time is passed.
    private static final GatePass PASSED = GatePass.reached(1L << 50);

    private final UserId user = UserId.of(UUID.randomUUID());
    private final KeyId key = KeyId.of(UUID.randomUUID());
    private final JournalId journal = JournalId.of(UUID.randomUUID());
    private long version;

    AdmitRequest admit(RequestId request) {
        return new AdmitRequest(user, key, journal, request, 0, RESERVED, TOKENS, RESERVED, LIMITS, LIMITS, PASSED,
                false);
    }

    /// What a relay sends when a request has ended.
    List<List<String>> ends(RequestId request) {
        return List.of(List.of("ZREM", RedisKeys.concurrency(user), request.value()),
                List.of("ZREM", RedisKeys.concurrency(user, key), request.value()));
    }

    /// The next view, as of a moment of Redis.
    ApplyRequest view(long millis, List<Consumed> consumed) {
        version++;
        WindowsView windows = windows(millis);
        return ApplyRequest.of(new AccountView(user, 0, version, Instant.ofEpochMilli(millis), BALANCE, 0, 0, null,
                windows, new AccountView.KeyScope(key, 0, windows), consumed));
    }

    private static WindowsView windows(long millis) {
        List<String> parts = new ArrayList<>();
        parts.add(ring(RingShape.MINUTE, millis, RingShape.MINUTE.kept()));
        parts.add(ring(RingShape.FIVE_HOURS, millis, RingShape.FIVE_HOURS.buckets()));
        parts.add(ring(RingShape.DAY, millis, RingShape.DAY.buckets()));
        parts.add(ring(RingShape.WEEK, millis, RingShape.WEEK.buckets()));
        parts.add(millis + RingShape.WEEK.bucketMillis() + ",500,600");
        parts.add("9000");
        return new WindowsView(String.join(";", parts));
    }

    private static String ring(RingShape shape, long millis, int buckets) {
        StringBuilder text = new StringBuilder();
        text.append(shape.bucket(millis) - buckets + 1).append(',').append(2 * buckets).append(',')
                .append(200 * buckets);
        for (int i = 0; i < buckets; i++) {
            text.append('|').append(i).append(":2:200");
        }
        return text.toString();
    }
}
