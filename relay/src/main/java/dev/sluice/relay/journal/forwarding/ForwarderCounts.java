package dev.sluice.relay.journal.forwarding;

import java.util.concurrent.atomic.LongAdder;

/// What forwarders of this process did, for metrics.
public final class ForwarderCounts {

    private final LongAdder forwarded = new LongAdder();
    private final LongAdder resumed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void acknowledged() {
        forwarded.increment();
    }

    void resumed() {
        resumed.increment();
    }

    void refused() {
        refused.increment();
    }

    /// Records acknowledged by Kafka.
    public long forwarded() {
        return forwarded.sum();
    }

    /// Times a producer was given up and the journal resumed at its cursor.
    public long resumes() {
        return resumed.sum();
    }

    /// Records that became dead letters.
    public long refusals() {
        return refused.sum();
    }
}
