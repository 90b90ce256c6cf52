package dev.sluice.relay;

import io.netty.channel.EventLoop;

/// Something that keeps a part of itself on each event loop of the data plane.
@FunctionalInterface
interface LoopGuest {

    /// The loop serves, from now until the data plane ends.
    void joins(EventLoop loop);
}
