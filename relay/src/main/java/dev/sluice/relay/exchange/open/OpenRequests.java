package dev.sluice.relay.exchange.open;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;

/// The requests in flight, for those who must end them early. Safe to call from any thread.
public interface OpenRequests {

    /// Something about the key changed: what may not go on is cut and closed by the rules of an interrupted
    /// stream.
    void keyChanged(KeyId keyId);

    /// Something about the user changed.
    void userChanged(UserId userId);

    /// The lease is too old to serve anyone who pays in advance.
    void cutPrepaid();

    int count();
}
