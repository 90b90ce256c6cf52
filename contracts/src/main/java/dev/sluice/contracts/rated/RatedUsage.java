package dev.sluice.contracts.rated;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenClass;
import dev.sluice.contracts.usage.TokenUsage;

/// One priced, immutable record per request; an adjustment is a further record with `sequence` > 0.
/// Topic `usage.rated`, key = user id. `charge = round(Σ lines + tools)`, the residue in `residualPico`.
public record RatedUsage(
        RequestId requestId,
        int sequence,
        UserId userId,
        KeyId keyId,
        String relayId,
        Instant admittedAt,
        Instant settledAt,
        Service service,
        String route,
        String modelAsked,
        @Nullable String modelAnswered,
        String modelPriced,
        boolean stream,
        int status,
        Outcome outcome,
        Basis basis,
        TokenUsage tokens,
        long webSearches,
        NanoUsd chargeNanoUsd,
        long residualPico,
        List<Line> lines,
        List<Multiplier> multipliers,
        PriceBookId priceBook,
        NanoUsd reservedNanoUsd,
        @Nullable Long firstByteMillis,
        @Nullable Long durationMillis,
        @Nullable String sessionId,
        @Nullable String requestClass,
        @Nullable String errorCode,
        @Nullable String upstreamRequestId,
        Map<String, String> metadata,
        @Nullable String transactionId,
        List<String> flags) {

    /// One token class of the request: pico-dollars per token, before multipliers.
    public record Line(TokenClass tokenClass, long tokens, long picoUsdPerToken) {}

    /// A factor on all lines, in parts per million.
    public record Multiplier(String name, long ppm) {}

    public RatedUsage {
        lines = List.copyOf(lines);
        multipliers = List.copyOf(multipliers);
        metadata = Map.copyOf(metadata);
        flags = List.copyOf(flags);
    }

}
