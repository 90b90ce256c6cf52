package dev.sluice.quickstart.provider;

import java.util.concurrent.atomic.AtomicLong;

/// What the stub has seen since it started; `GET /stub/counters` shows it.
final class StubCounters {

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong open = new AtomicLong();
    private final AtomicLong cancelled = new AtomicLong();
    private final AtomicLong refusedCredentials = new AtomicLong();

    void begun() {
        requests.incrementAndGet();
        open.incrementAndGet();
    }

    void ended() {
        open.decrementAndGet();
    }

    /// The caller left before the answer was whole.
    void cancelled() {
        cancelled.incrementAndGet();
    }

    void refusedCredential() {
        refusedCredentials.incrementAndGet();
    }

    String json() {
        return "{\"requests\":%d,\"open\":%d,\"cancelled\":%d,\"refusedCredentials\":%d}".formatted(requests.get(),
                open.get(), cancelled.get(), refusedCredentials.get());
    }
}
