package dev.sluice.relay.forwarding;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.exchange.End;
import dev.sluice.relay.telemetry.tracing.RequestSpans;

/// Hears how transfers go, for metrics and the access log. Called on event loops: must be cheap.
public interface TransferListener {

    /// A transfer is over.
    ///
    /// @param model
    ///            as it was asked for; it stands in the price book
    /// @param traceparent
    ///            as the provider got it
    /// @param answerBytes
    ///            of the body that the provider sent
    /// @param nanos
    ///            from the admission to the end
    /// @param firstByteNanos
    ///            from the admission to the first byte of the body
    /// @param spans
    ///            null where nobody collects them
    record Ended(RequestId requestId, Dialect dialect, String model, @Nullable String traceparent, long requestBytes,
            long answerBytes, long nanos, @Nullable Long firstByteNanos, End end, @Nullable RequestSpans spans) {}

    void ended(Ended ended);

    /// Another part of a stream came this long after the one before.
    void gap(Dialect dialect, long nanos);
}
