package dev.sluice.streams.verifying;

import java.time.Duration;

/// What a verification came to.
public sealed interface Verdict {

    /// Everything was compared.
    ///
    /// @param undecided
    ///            events that the decider had not committed when the reading began
    record Compared(Findings findings, int partitions, long events, long undecided, long accounts, Duration took)
            implements
                Verdict {}

    /// Nothing can be said, and why.
    record Refused(String sentence) implements Verdict {}
}
