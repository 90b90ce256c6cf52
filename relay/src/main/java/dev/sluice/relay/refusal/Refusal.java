package dev.sluice.relay.refusal;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.Service;

/// Why a request is not served, or not served to its end. `code()` names the cause in metrics and events.
public sealed interface Refusal {

    /// Who asks is not established.
    sealed interface Unauthenticated extends Refusal {
        record KeyMissing() implements Unauthenticated {}

        record KeyUnknown() implements Unauthenticated {}

        /// What was sent cannot be a key of anybody: its form or its checksum is wrong.
        record KeyMistyped() implements Unauthenticated {}

        record KeyRevoked() implements Unauthenticated {}

        record KeyExpired(Instant at) implements Unauthenticated {}

        /// A session token of a provider's own login: never stored, never forwarded.
        record ForeignToken() implements Unauthenticated {}
    }

    /// Who asks is known and may not.
    sealed interface Forbidden extends Refusal {
        record KeySuspended() implements Forbidden {}

        record UserSuspended() implements Forbidden {}

        record EmailUnverified() implements Forbidden {}

        record ServiceNotPermitted(Service service) implements Forbidden {}

        record AddressNotPermitted() implements Forbidden {}

        record AccountClosed() implements Forbidden {}
    }

    /// The request itself cannot be served.
    sealed interface Unfit extends Refusal {
        record ModelNotPermitted(String model) implements Unfit {}

        record ModelUnknown(String model) implements Unfit {}

        record Malformed(String reason) implements Unfit {}

        record EncodingNotRead(String encoding) implements Unfit {}

        record TooLarge(long bytesMax) implements Unfit {}

        record HeadTooLarge(long bytesMax) implements Unfit {}

        record TargetTooLong(long bytesMax) implements Unfit {}

        /// No model of that name that this key may use is listed.
        record ModelNotListed(String model) implements Unfit {}

        record RouteUnknown(String path) implements Unfit {}

        /// What the provider would keep between two requests is not reachable through a relay.
        record StoredNotServed(String path) implements Unfit {}

        record MethodNotServed(String allowed) implements Unfit {}

        /// Clients fall back to plain HTTP at once on this answer, and after seconds on any other.
        record WebSocketNotServed() implements Unfit {}

        record TooSlow() implements Unfit {}
    }

    /// An `Idempotency-Key` that was seen before.
    sealed interface Repeated extends Refusal {
        record Running() implements Repeated {}

        /// `first` is the request that was served under this key.
        record Served(String first) implements Repeated {}

        record OtherBody() implements Repeated {}
    }

    /// A limit that lets something through again within a minute or so.
    record WindowFull(String limit, Duration retryAfter) implements Refusal {}

    /// Money or allowance is used up; waiting seconds does not help. `resetsAt` is null when only a top-up does.
    sealed interface UsedUp extends Refusal {
        @Nullable
        Instant resetsAt();

        record Balance() implements UsedUp {
            @Override
            public @Nullable Instant resetsAt() {
                return null;
            }
        }

        record Budget(String limit, @Nullable Instant resetsAt) implements UsedUp {}
    }

    /// Nothing is wrong with the request: the relay or what it depends on cannot serve it now.
    sealed interface NotNow extends Refusal {
        /// The balance of the account is not known here yet.
        record AccountLoading() implements NotNow {}

        record KeysLoading() implements NotNow {}

        record PricesLoading() implements NotNow {}

        record AdmissionAway() implements NotNow {}

        record JournalFull() implements NotNow {}

        record JournalFailed() implements NotNow {}

        record Draining() implements NotNow {}

        record MemoryFull() implements NotNow {}

        /// A large body could not be kept on our disk.
        record DiskRefused() implements NotNow {}

        record ConnectionsFull() implements NotNow {}
    }

    /// The provider did not answer as it should.
    sealed interface Upstream extends Refusal {
        record Unreachable() implements Upstream {}

        record Silent() implements Upstream {}

        record Broken() implements Upstream {}

        /// Our own account there has a problem, which is none of the user's business.
        record AccountTrouble() implements Upstream {}

        /// All upstreams of the service are at their caps, or out for this long.
        record Busy(Duration retryAfter) implements Upstream {}
    }

    /// The cause in lower case with dashes: `key-unknown`, `window-full`.
    default String code() {
        String name = getClass().getSimpleName();
        StringBuilder code = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c) && i > 0) {
                code.append('-');
            }
            code.append(Character.toLowerCase(c));
        }
        return code.toString();
    }
}
