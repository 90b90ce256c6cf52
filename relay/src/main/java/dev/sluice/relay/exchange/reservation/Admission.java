package dev.sluice.relay.exchange.reservation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.money.NanoUsd;

/// Decides whether a request may pass, and holds its money and tokens until the log shows them (metering §3).
///
/// Life of a reservation: `admit` → (its `UsageReserved` goes to the [Recorder]) → any number of `extend` →
/// `ended`, or `givenUp` when nothing was recorded. From `admit` to either of the last two the implementation
/// renews the concurrency lease by itself.
public interface Admission {

    /// Answers exactly once, on `loop`, within one and a half seconds: waiting for an unknown account and
    /// sweeping are the implementation's. All or nothing: what is not admitted changed nothing.
    void admit(Request request, Executor loop, Consumer<Verdict> answer);

    /// Adds to an admitted reservation; windows are not checked again, the balance is. Answers like `admit`.
    void extend(Extension extension, Executor loop, Consumer<Verdict> answer);

    /// The request was admitted, but is not served: no event of it was or will be recorded.
    void givenUp(Request request);

    /// The terminal event of the request is recorded; an extension that was not recorded is given up with it.
    void ended(Request request);

    /// What is asked for. `reserved` is at least 0; `tokens` weigh against tokens per minute and month.
    record Request(RequestId requestId, KeyView key, UserView user, NanoUsd reserved, long tokens) {

        public Request {
            if (reserved.isNegative() || tokens < 0) {
                throw new IllegalArgumentException(
                        "reservation: " + reserved + ", " + tokens + " tokens (expected: >= 0)");
            }
        }
    }

    /// Extension number `number` (from 1) of a request: what it adds.
    record Extension(Request request, int number, NanoUsd reserved, long tokens) {}

    /// The answer. `Admitted` is the only one that reserved something.
    sealed interface Verdict {

        /// `admittedAt` is Redis time.
        record Admitted(Instant admittedAt, Remaining remaining) implements Verdict {}

        /// A limit is reached; `retryAfter` is how long until it lets something through again.
        record LimitReached(Limit limit, Scope scope, Duration retryAfter) implements Verdict {}

        /// Less is available than the smallest reservation needs.
        record BalanceSpent() implements Verdict {}

        /// A spend limit is used up until `resetsAt`; null for a limit that never resets.
        record BudgetSpent(Budget budget, Scope scope, @Nullable Instant resetsAt) implements Verdict {}

        /// Redis has no view of the account, or its gate is not passed.
        record AccountUnknown() implements Verdict {}

        /// The account is frozen or parked by the operator.
        record AccountClosed() implements Verdict {}

        /// Nobody can be asked: Redis away, its sentinel not ours, or our lease too old.
        record Unavailable(String reason) implements Verdict {}
    }

    /// Whose limit it was.
    enum Scope {
        USER, KEY
    }

    /// Limits that come back by waiting.
    enum Limit {
        REQUESTS_PER_MINUTE, REQUESTS_PER_DAY, TOKENS_PER_MINUTE, TOKENS_PER_MONTH, CONCURRENCY
    }

    /// Spend limits.
    enum Budget {
        FIVE_HOURS, DAY, WEEK, MONTH, TOTAL
    }
}
