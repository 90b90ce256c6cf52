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
import dev.sluice.contracts.query.RecordsAnswer;
import dev.sluice.contracts.query.UsageAnswer;

/// Usage of today and of this month (UTC) beside each key. While usage-streams is away keys are shown without
/// it: whoever must revoke one now can.
@Component
class KeyUsageReader {

    /// Requests that are looked at for the last one of each key before single keys are asked for.
    private static final String NEWEST = "50";

    private final StreamsClient streams;
    private final InstantSource clock;

    KeyUsageReader(StreamsClient streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
    }

    /// What was read for a page of keys.
    record Read(boolean known, Map<String, KeyUsage> usage, Map<String, Instant> lastUsed) {

        static final Read NOTHING = new Read(true, Map.of(), Map.of());

        @Nullable
        KeyUsage usage(KeyId keyId) {
            return known ? usage.getOrDefault(keyId.value(), new KeyUsage(UsageSum.NOTHING, UsageSum.NOTHING)) : null;
        }

        @Nullable
        Instant lastUsedAt(KeyId keyId) {
            return lastUsed.get(keyId.value());
        }
    }

    Read of(UserId userId, List<KeyView> keys) {
        if (keys.isEmpty()) {
            return Read.NOTHING;
        }
        try {
            return new Read(true, month(userId), lastUsed(userId, keys));
        } catch (StreamsAwayException | IllegalArgumentException away) {
            return new Read(false, Map.of(), Map.of());
        }
    }

    /// Most keys are among the newest requests, or were never used and the newest are all there are.
    private Map<String, Instant> lastUsed(UserId userId, List<KeyView> keys) {
        Map<String, Instant> lastUsed = new HashMap<>();
        boolean all = false;
        if (keys.size() > 1) {
            RecordsAnswer newest = streams.records(userId, Map.of("limit", NEWEST));
            newest.records().forEach(record -> lastUsed.putIfAbsent(record.keyId().value(), record.admittedAt()));
            all = newest.nextCursor() == null;
        }
        for (KeyView key : all ? List.<KeyView>of() : keys) {
            String id = key.keyId().value();
            if (!lastUsed.containsKey(id)) {
                streams.records(userId, Map.of("key", id, "limit", "1")).records().stream().findFirst()
                        .ifPresent(record -> lastUsed.put(id, record.admittedAt()));
            }
        }
        return lastUsed;
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
                    .map(point -> UsageSum.of(point.sum())).findFirst().orElse(UsageSum.NOTHING);
            usage.put(group.id(), new KeyUsage(ofToday, UsageSum.of(group.sum())));
        }
        return usage;
    }
}
