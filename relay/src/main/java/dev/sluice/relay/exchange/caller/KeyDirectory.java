package dev.sluice.relay.exchange.caller;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyHash;

/// Every key and its user, in memory. Never blocks; called on event loops.
public interface KeyDirectory {

    Lookup find(KeyHash hash);

    /// What is known about a hash. Status and expiry are not judged here.
    sealed interface Lookup {

        /// With all that judges requests. What judges none may be left out: last four characters, times, versions and
        /// what is sealed.
        record Known(KeyView key, UserView user) implements Lookup {}

        /// The replica is complete and has no such key, or its user is gone.
        record Unknown() implements Lookup {}

        /// The replica is still being read: nothing can be said yet.
        record Loading() implements Lookup {}
    }
}
