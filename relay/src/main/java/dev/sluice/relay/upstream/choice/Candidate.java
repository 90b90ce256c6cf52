package dev.sluice.relay.upstream.choice;

/// An upstream as the choice sees it, at one moment.
interface Candidate {

    String id();

    /// Tells it from the others in hashes.
    long seed();

    int weight();

    /// Whether its breaker lets a request begin and its credential is at hand.
    boolean isUsable(long nowNanos);

    /// Whether its caps let one more request begin.
    boolean hasRoom(long nowNanos);

    /// Requests under way.
    int load();
}
