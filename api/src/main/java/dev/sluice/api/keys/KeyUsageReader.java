package dev.sluice.api.keys;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.api.accounts.StreamsAwayException;
import dev.sluice.api.accounts.StreamsClient;
import dev.sluice.api.keys.KeyShapes.KeyUsage;
import dev.sluice.api.usage.UsageShapes.UsageSum;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.UsageAnswer;
import dev.sluice.contracts.usage.TokenTotals;

/// Usage of today and of this month (UTC) beside each key. While usage-streams is away keys are shown without
/// it: whoever must revoke one now can.
@Component
class KeyUsageReader {

    private static final UsageSum NOTHING = UsageSum
            .of(new UsageAnswer.Sum(0, 0, TokenTotals.NONE, NanoUsd.ZERO));

    private final StreamsClient streams;
    private final InstantSource clock;

    KeyUsageReader(StreamsClient streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
    }

    /// What was read for a page of keys.
    record Read(boolean known, Map<String, KeyUsage> usage, Map<String, Instant> lastUsed) {

        @Nullable
        KeyUsage usage(KeyId keyId) {
            return known ? usage.getOrDefault(keyId.value(), new KeyUsage(NOTHING, NOTHING)) : null;
        }

        @Nullable
        Instant lastUsedAt(KeyId keyId) {
            return lastUsed.get(keyId.value());
        }
    }

    Read of(UserId userId, List<KeyView> keys) {
        if (keys.isEmpty()) {
            return new Read(true, Map.of(), Map.of());
        }
        try {
            Map<String, KeyUsage> usage = month(userId);
            Map<String, Instant> lastUsed = new HashMap<>();
            for (KeyView key : keys) {
                streams.records(userId, Map.of("key", key.keyId().value(), "limit", "1")).records().stream()
                        .findFirst().ifPresent(record -> lastUsed.put(key.keyId().value(), record.admittedAt()));
            }
            return new Read(true, usage, lastUsed);
        } catch (StreamsAwayException | IllegalArgumentException away) {
            return new Read(false, Map.of(), Map.of());
        }
    }

    private Map<String, KeyUsage> month(UserId userId) {
        Instant now = clock.instant();
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        UsageAnswer answer = streams.usage(userId, Map.of(
                "from", today.withDayOfMonth(1).atStartOfDay().toInstant(ZoneOffset.UTC).toString(),
                "to", now.toString(), "step", "day", "groupBy", "key"));
        Instant midnight = today.atStartOfDay().toInstant(ZoneOffset.UTC);
        Map<String, KeyUsage> usage = new HashMap<>();
        for (UsageAnswer.Group group : answer.groups()) {
            UsageSum ofToday = group.series().stream().filter(point -> !point.from().isBefore(midnight))
                    .map(point -> UsageSum.of(point.sum())).findFirst().orElse(NOTHING);
            usage.put(group.id(), new KeyUsage(ofToday, UsageSum.of(group.sum())));
        }
        return usage;
    }
}
