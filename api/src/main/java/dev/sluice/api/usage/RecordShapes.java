package dev.sluice.api.usage;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.sluice.api.usage.UsageShapes.Tokens;
import dev.sluice.api.web.Usd;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;

/// Records of requests as REST shows them.
public final class RecordShapes {

    private RecordShapes() {}

    @Schema(name = "Record")
    public record RequestRecord(String id, Instant at, String keyId, Service service, String route, String model,
            @Nullable String modelAnswered, boolean stream, int status, Outcome outcome, Basis basis, Tokens tokens,
            Usd costUsd, @Nullable Long firstByteMs, @Nullable Long durationMs, @Nullable String sessionId,
            @Nullable String error, Map<String, String> metadata, String priceBook) {

        static RequestRecord of(RatedUsage rated) {
            return new RequestRecord(rated.requestId().value(), rated.admittedAt(), rated.keyId().value(),
                    rated.service(), rated.route(), rated.modelAsked(), rated.modelAnswered(), rated.stream(),
                    rated.status(), rated.outcome(), rated.basis(), Tokens.of(rated.tokens()),
                    Usd.of(rated.chargeNanoUsd()), rated.firstByteMillis(), rated.durationMillis(), rated.sessionId(),
                    rated.errorCode(), rated.metadata(), rated.priceBook().value());
        }
    }

    record RequestPage(Instant asOf, List<RequestRecord> items, @Nullable String nextCursor) {}

    /// One class of tokens and what it cost.
    record ChargeLine(
            @Schema(name = "class", allowableValues = {"input", "output", "cacheRead", "cacheWrite5m", "cacheWrite30m",
                    "cacheWrite1h", "cacheWrite12h", "webSearch"}) @JsonProperty("class") String name,
            @Schema(description = "Tokens of the class; searches for webSearch") long tokens,
            @Schema(description = "Per million tokens, with the multipliers; per search for webSearch") Usd usdPerMillion,
            Usd costUsd) {}

    @Schema(name = "ChargeMultiplier")
    record Multiplier(String name, @Schema(description = "A decimal, for instance 1.100000") String factor) {}

    /// Lines and rounding sum to the total.
    record Charge(
            @Schema(description = "Classes × rates; with the rounding they sum to totalUsd") List<ChargeLine> lines,
            @Schema(description = "Factors already inside the rates, for instance a tier or a geography") List<Multiplier> multipliers,
            Usd roundingUsd, Usd totalUsd) {}

    /// A record with its charge explained.
    record ExplainedRequest(String id, Instant at, String keyId, Service service, String route, String model,
            @Nullable String modelAnswered, boolean stream, int status, Outcome outcome, Basis basis, Tokens tokens,
            Usd costUsd, @Nullable Long firstByteMs, @Nullable Long durationMs, @Nullable String sessionId,
            @Nullable String error, Map<String, String> metadata, String priceBook, Charge charge, Usd reservedUsd,
            Instant settledAt, @Nullable String ledgerTransaction, List<String> flags) {

        static ExplainedRequest of(RatedUsage rated) {
            RequestRecord record = RequestRecord.of(rated);
            return new ExplainedRequest(record.id(), record.at(), record.keyId(), record.service(), record.route(),
                    record.model(), record.modelAnswered(), record.stream(), record.status(), record.outcome(),
                    record.basis(), record.tokens(), record.costUsd(), record.firstByteMs(), record.durationMs(),
                    record.sessionId(), record.error(), record.metadata(), record.priceBook(),
                    ChargeExplained.of(rated), Usd.of(rated.reservedNanoUsd()), rated.settledAt(),
                    rated.transactionId(), rated.flags());
        }
    }
}
