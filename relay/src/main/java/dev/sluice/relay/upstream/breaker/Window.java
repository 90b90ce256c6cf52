package dev.sluice.relay.upstream.breaker;

/// Requests and faults among them since `startNanos`; begins anew when it is over.
record Window(long startNanos, int requests, int faults) {

    static Window empty(long nowNanos) {
        return new Window(nowNanos, 0, 0);
    }

    Window with(boolean faulty, long nowNanos, BreakerRules rules) {
        boolean over = requests == 0 || nowNanos - startNanos > rules.window().toNanos();
        Window current = over ? empty(nowNanos) : this;
        return new Window(current.startNanos, current.requests + 1, current.faults + (faulty ? 1 : 0));
    }

    boolean isBad(BreakerRules rules) {
        return requests >= rules.windowRequestsMin() && faults * 2 >= requests;
    }
}
