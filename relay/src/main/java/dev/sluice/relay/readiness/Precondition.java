package dev.sluice.relay.readiness;

/// One thing that must have happened once before the relay is ready (metering §7). Met stays met: an outage
/// afterwards is a matter of admission, not of readiness, or a minute without Kafka would take every
/// relay out.
public interface Precondition {

    /// A short name for health, such as `keys` or `redis`.
    String name();

    boolean isMet();

    /// What is missing, in words; empty once met.
    String waitsFor();
}
