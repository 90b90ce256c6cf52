package dev.sluice.relay.telemetry;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.RequestId;

/// One request that is over, as metrics and the access log see it.
///
/// @param route
///            one of the routes that are served, or `other`: never a path as it came
/// @param dialect
///            the wire API; `none` for what the relay answers itself
/// @param model
///            a model of the price book; null where it was not read or is not known
/// @param status
///            what the provider answered, or the relay itself; 0 without an answer
/// @param outcome
///            as events name it; `answered` for what the relay answers itself
/// @param cause
///            why it was refused or failed
/// @param upstream
///            the configured name of the provider's account; `none` where nothing was sent
public record Finished(
        RequestId requestId,
        String route,
        String dialect,
        @Nullable String model,
        int status,
        String outcome,
        @Nullable String cause,
        String upstream,
        @Nullable String traceId,
        long requestBytes,
        long answerBytes,
        long nanos,
        @Nullable Long firstByteNanos) {

    /// Where a name would be.
    public static final String NONE = "none";
    /// A route that is not served.
    public static final String OTHER = "other";
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    private static final Set<String> BROKEN = Set.of("cut", "upstream-error");

    /// Whether it went wrong, and not for what the client asked.
    public boolean isFailure() {
        return status >= SERVER_ERROR || status < CLIENT_ERROR && BROKEN.contains(outcome);
    }
}
