package dev.sluice.streams.verifying;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a verification came to.
public sealed interface Verdict {

    /// Everything was compared.
    ///
    /// @param undecided
    ///            events that the decider had not committed when the reading began
    /// @param since
    ///            time of the oldest snapshot that was begun with; empty for the whole log
    record Compared(Findings findings, int partitions, long events, long undecided, long accounts,
            Optional<Instant> since, Duration took)
            implements
                Verdict {}

    /// Nothing can be said, and why.
    record Refused(String sentence) implements Verdict {}
}
