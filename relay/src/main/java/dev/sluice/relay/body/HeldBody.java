package dev.sluice.relay.body;

/// The body of a request, whole, until the provider has it. It begins with one holder; whoever sends it holds it
/// meanwhile, and with the last `release` it is gone and its share of the budget is free. Confined to one event
/// loop.
public sealed interface HeldBody permits MemoryBody, SpilledBody {

    int bytes();

    void retain();

    void release();
}
