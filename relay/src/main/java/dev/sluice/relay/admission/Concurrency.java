package dev.sluice.relay.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.lettuce.core.ZAddArgs;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.exchange.reservation.Admission.Request;
import dev.sluice.relay.redis.Lanes;
import dev.sluice.relay.redis.RedisLink;

/// The concurrency leases of requests that run: renewed while they stream, removed when they end. Only
/// accounts and keys with a limit have any; a lease is never money, so one that is lost costs nothing but a
/// place.
public final class Concurrency {

    /// Pause between renewals; a lease counts for a minute.
    public static final Duration RENEWAL = Duration.ofSeconds(20);

    private final RedisLink link;
    private final Lanes lanes;
    private final Map<RequestId, Request> open = new ConcurrentHashMap<>();

    public Concurrency(RedisLink link, Lanes lanes) {
        this.link = link;
        this.lanes = lanes;
    }

    void began(Request request) {
        if (!sets(request).isEmpty()) {
            open.put(request.requestId(), request);
        }
    }

    void end(Request request) {
        open.remove(request.requestId());
        leave(request);
    }

    /// Gives the place back that an admission took.
    void leave(Request request) {
        for (String set : sets(request)) {
            lanes.remove(set, request.requestId().value());
        }
    }

    /// Starts renewing, for as long as the link lives.
    public void start() {
        link.after(RENEWAL, () -> {
            renew();
            start();
        });
    }

    private void renew() {
        if (!open.isEmpty()) {
            link.time().thenAccept(now -> open.values().forEach(request -> renew(request, now)))
                    .exceptionally(_ -> null);
        }
    }

    private void renew(Request request, long redisMillis) {
        double until = redisMillis + RedisKeys.CONCURRENCY_LEASE_MILLIS;
        for (String set : sets(request)) {
            link.ask(redis -> redis.zadd(set, ZAddArgs.Builder.xx(), until, request.requestId().value()))
                    .exceptionally(_ -> 0L);
            link.ask(redis -> redis.pexpire(set, 2 * RedisKeys.CONCURRENCY_LEASE_MILLIS)).exceptionally(_ -> false);
        }
    }

    private static List<String> sets(Request request) {
        List<String> sets = new ArrayList<>(2);
        if (isSet(request.user().limits().concurrency())) {
            sets.add(RedisKeys.concurrency(request.user().userId()));
        }
        if (isSet(request.key().limits().concurrency())) {
            sets.add(RedisKeys.concurrency(request.user().userId(), request.key().keyId()));
        }
        return sets;
    }

    private static boolean isSet(@Nullable Long limit) {
        return limit != null;
    }
}
