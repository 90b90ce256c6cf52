package dev.sluice.relay.journal.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.relay.journal.Backlog;

/// How much may wait for Kafka. Past one of them new requests are refused; what ends a request is always
/// taken.
///
/// @param bytesMax
///            on disk
/// @param ageMax
///            of the oldest record
/// @param unbilledMax
///            reserved by records that wait
public record JournalBounds(long bytesMax, Duration ageMax, NanoUsd unbilledMax) {

    /// The bound that is reached.
    public enum Bound {
        BYTES, AGE, UNBILLED, DISK
    }

    public JournalBounds {
        if (bytesMax <= 0 || !ageMax.isPositive() || unbilledMax.nanos() <= 0) {
            throw new IllegalArgumentException("journal bounds: bytes=" + bytesMax + " age=" + ageMax + " unbilled="
                    + unbilledMax + " (expected: > 0)");
        }
    }

    Optional<Bound> reached(Collection<Backlog> backlogs, Instant now) {
        long bytes = 0;
        long nanoUsd = 0;
        for (Backlog backlog : backlogs) {
            bytes += backlog.bytes();
            nanoUsd += backlog.nanoUsd();
            if (backlog.age(now).compareTo(ageMax) > 0) {
                return Optional.of(Bound.AGE);
            }
        }
        if (bytes > bytesMax) {
            return Optional.of(Bound.BYTES);
        }
        return nanoUsd > unbilledMax.nanos() ? Optional.of(Bound.UNBILLED) : Optional.empty();
    }
}
