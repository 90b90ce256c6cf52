package dev.sluice.contracts.query;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.rated.RatedUsage;

/// Answer of `GET /internal/records/{userId}?limit&cursor&key&model&service&outcome&session&from&to`,
/// newest first; `GET /internal/records/{userId}/{requestId}` answers the list of that request alone.
public record RecordsAnswer(
        Instant asOf,
        List<RatedUsage> records,
        @Nullable String nextCursor) {

    public static final int LIMIT_MAX = 200;

    public RecordsAnswer {
        records = List.copyOf(records);
    }

}
