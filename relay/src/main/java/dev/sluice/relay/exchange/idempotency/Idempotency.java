package dev.sluice.relay.exchange.idempotency;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;

/// Remembers which request an `Idempotency-Key` stands for, for all relays, so that none is charged twice.
public interface Idempotency {

    /// Answers once, on `loop`. From `Claimed` on, the claim holds until `spent` or `released`.
    void claim(Claim claim, Executor loop, Consumer<Answer> answer);

    /// The request was charged for an answer that its client has or has left: the key is used up.
    void spent(Claim claim);

    /// The request came to nothing its client could use: the same key may try again.
    void released(Claim claim);

    /// A key as one request of a user brings it; `key` and `body` are digests.
    record Claim(UserId userId, RequestId requestId, String key, String body) {}

    /// Whether the request may be served.
    sealed interface Answer {

        record Claimed() implements Answer {}

        /// The same request is being served.
        record Running() implements Answer {}

        /// The same request was served.
        record Spent(RequestId first) implements Answer {}

        /// The key stands for another request.
        record OtherBody() implements Answer {}

        /// Nobody can be asked.
        record Unavailable() implements Answer {}
    }
}
