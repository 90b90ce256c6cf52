package dev.sluice.relay.exchange;

import dev.sluice.relay.refusal.Refusal;

/// Whether a request may go to the provider.
public sealed interface Opening {

    /// Admitted, and its reservation is in the journal.
    record Opened(Exchange exchange) implements Opening {}

    record Refused(Refusal refusal) implements Opening {}
}
