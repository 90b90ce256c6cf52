package dev.sluice.streams.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// Writes events at a steady rate into the log of a running installation: `bootstrap partitions
/// eventsPerSecond seconds`. What it takes until they are in Redis is the timer `streams.serving.lag` of the
/// service.
public final class LatencyProbe {

    private static final int USERS = 500;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private LatencyProbe() {}

    /// Half of the events reserve a request, half of them settle it.
    public static void main(String[] args) {
        long events = Long.parseLong(args[2]) * Long.parseLong(args[3]);
        long intervalNanos = 2 * NANOS_PER_SECOND / Long.parseLong(args[2]);
        List<UserId> users = new ArrayList<>();
        try (RelaySide relay = new RelaySide(args[0], Integer.parseInt(args[1]))) {
            relay.publishPrices();
            for (int i = 0; i < USERS; i++) {
                users.add(RelaySide.newUser());
                relay.grant(users.get(i), NanoUsd.parse("100"));
            }
            relay.flush();
            long start = System.nanoTime();
            for (int i = 0; i < events / 2; i++) {
                RequestId request = RelaySide.newRequest();
                relay.reserve(users.get(i % USERS), request);
                relay.settle(users.get(i % USERS), request);
                LockSupport.parkNanos(start + i * intervalNanos - System.nanoTime());
            }
            relay.flush();
        }
    }
}
