package dev.sluice.relay.forwarding;

import dev.sluice.relay.forwarding.Patience.Phase;

/// Where a transfer stands.
///
/// ```
/// CONNECTING ─▶ WAITING ─▶ ANSWERING ─▶ DONE
///                  │  ╲───▶ FAILING ────▶ DONE      error status: kept whole, then passed
///                  ╰──────▶ DRAINING ───▶ DONE      client left a request that does not stream
/// ```
///
enum TransferState {
    CONNECTING(Phase.OURS),
    WAITING(Phase.HEAD),
    ANSWERING(Phase.ANSWER),
    FAILING(Phase.HEAD),
    DRAINING(Phase.DRAIN),
    DONE(Phase.OURS);

    private final Phase phase;

    TransferState(Phase phase) {
        this.phase = phase;
    }

    Phase phase() {
        return phase;
    }
}
