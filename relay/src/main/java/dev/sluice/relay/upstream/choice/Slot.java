package dev.sluice.relay.upstream.choice;

import dev.sluice.relay.upstream.breaker.Signal;

/// The place of one request at an upstream, from its beginning to its end. Confined to the request's
/// event loop.
public final class Slot {

    private final LiveUpstream live;
    private final boolean probe;
    private boolean judged;
    private boolean left;

    Slot(LiveUpstream live, boolean probe) {
        this.live = live;
        this.probe = probe;
    }

    public LiveUpstream live() {
        return live;
    }

    /// What the request tells about its upstream; only the first time counts, or a later break of the answer.
    public void judge(Signal signal, long nowNanos) {
        live.signal(signal, probe && !judged, nowNanos);
        judged = true;
    }

    /// The request is over at this upstream. Without a verdict until now there is none.
    public void leave(long nowNanos) {
        if (!left) {
            left = true;
            if (!judged) {
                judge(new Signal.Unknown(), nowNanos);
            }
            live.left();
        }
    }
}
