package dev.sluice.streams.query;

import java.time.Instant;

import dev.sluice.contracts.ids.UserId;

/// A question about usage by session: roll-ups know no sessions, so that the records answer it. Of them `wanted` are
/// counted.
record SessionQuery(UsageQuery range, RecordsQuery wanted) {

    static SessionQuery of(UserId userId, UsageQuery.Parameters asked, Instant now) {
        UsageQuery range = UsageQuery.of(userId.value(), asked.range(), now);
        return new SessionQuery(range, RecordsQuery.of(new RecordsQuery.Parameters(null, null, asked.key(),
                asked.model(), asked.service(), null, null, range.from().toString(), range.to().toString()), now));
    }
}
