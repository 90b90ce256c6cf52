package dev.sluice.relay.exchange;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;

/// The requests in flight, for those who must end them early. Safe to call from any thread.
public interface OpenRequests {

    /// The key may no longer be used: its streams are cut and closed by the rules of an interrupted stream.
    void cutKey(KeyId keyId);

    /// The user may no longer be served.
    void cutUser(UserId userId);

    /// The lease is too old to serve anyone who pays in advance.
    void cutPrepaid();

    int count();
}
