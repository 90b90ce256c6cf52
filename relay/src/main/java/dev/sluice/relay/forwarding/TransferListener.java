package dev.sluice.relay.forwarding;

import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.exchange.End;

/// Hears how transfers end, for metrics.
@FunctionalInterface
public interface TransferListener {

    void ended(Dialect dialect, End end);
}
