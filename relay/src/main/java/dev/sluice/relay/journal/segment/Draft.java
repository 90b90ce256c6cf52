package dev.sluice.relay.journal.segment;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.relay.journal.segment.JournalRecord.Kind;

/// A record before it has a number.
public record Draft(
        Kind kind,
        int partition,
        long atMillis,
        long nanoUsd,
        String type,
        String key,
        String eventId,
        byte[] json) {

    public static Draft event(AccountEvent event, int partition, String key, long atMillis) {
        return new Draft(Kind.EVENT, partition, atMillis, reservedNanos(event), AccountEventCodec.type(event), key,
                event.eventId(), AccountEventCodec.encode(event));
    }

    /// Money the event sets aside.
    public static long reservedNanos(AccountEvent event) {
        return switch (event) {
            case UsageReserved reserved -> reserved.reservedNanoUsd().nanos();
            case UsageExtended extended -> extended.reservedNanoUsd().nanos();
            case AccountEvent _ -> 0;
        };
    }
}
