package dev.sluice.relay.exchange;

import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.sluice.contracts.admission.Allowances;
import dev.sluice.relay.exchange.caller.Caller;

/// Reads what an account and a key of it have used. Reserves nothing and changes nothing.
public interface UsageLook {

    /// Answers once, on `loop`.
    void look(Caller.Known caller, Executor loop, Consumer<Answer> answer);

    /// What is known.
    sealed interface Answer {

        /// `availableMicros` is the balance with its credit, less what is reserved; `user` and `key` say how much of
        /// each limit is used, reservations included. `asOf` is the log's time.
        record Used(Instant asOf, long availableMicros, Allowances user, Allowances key) implements Answer {}

        /// Redis has no view of the account yet.
        record AccountUnknown() implements Answer {}

        /// Nobody can be asked.
        record Unavailable() implements Answer {}
    }
}
