package dev.sluice.relay.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.account.JournalClosed.By;
import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.account.UsageAbandoned;

/// The last records of a journal (metering §2.3).
public final class JournalEnd {

    private static final String RECOVERY = "recovery";

    private JournalEnd() {}

    /// A mark that marks nothing: it only takes a number.
    public static JournalMark stub(Journal journal, String eventId, Instant at) {
        return new JournalMark(eventId, journal.id(), RECOVERY, at, Instant.EPOCH);
    }

    /// Ends a journal that nobody appends to any more. Its open requests are abandoned.
    public static void write(Journal journal, InstantSource clock, Supplier<UUID> uuids) {
        write(journal, Set.of(), Set.of(), clock, uuids);
    }

    static void write(Journal journal, Collection<JournalContents.Missing> missing, Set<Integer> closed,
            InstantSource clock, Supplier<UUID> uuids) {
        for (var lost : missing) {
            journal.appendInPlaceOf(lost.pseq(), stub(journal, uuids.get().toString(), clock.instant()),
                    lost.partition(), journal.id().value());
        }
        for (OpenRequest request : journal.openRequests()) {
            UsageAbandoned abandoned = request.abandoned(uuids.get().toString(), clock.instant());
            journal.append(abandoned, request.partition(), request.userId().value());
        }
        for (int p = 0; p < journal.partitions(); p++) {
            long next = journal.nextPseq(p);
            if (next > 0 && !closed.contains(p)) {
                Instant now = clock.instant();
                journal.append(new JournalClosed(uuids.get().toString(), journal.id(), now, next, now, By.RELAY), p,
                        journal.id().value());
            }
        }
    }
}
