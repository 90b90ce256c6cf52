package dev.sluice.contracts.topics;

import java.time.Duration;
import java.util.List;

import dev.sluice.contracts.topics.TopicSpec.Cleanup;

/// The catalogue of topics (architecture D12).
public final class Topics {

    private static final Duration FOR_EVER = Duration.ZERO;

    public static final TopicSpec ACCOUNT_EVENTS = deleted("account.events.v1", "userId", Duration.ofDays(90));
    public static final TopicSpec USAGE_RATED = deleted("usage.rated.v1", "userId", Duration.ofDays(400));
    public static final TopicSpec ROLLUPS_MINUTE = rollUp("usage.rollups.minute.v1", Duration.ofDays(2));
    public static final TopicSpec ROLLUPS_QUARTER = rollUp("usage.rollups.quarter.v1", Duration.ofDays(90));
    public static final TopicSpec ROLLUPS_DAY = compacted("usage.rollups.day.v1", "userId/slice/from");
    public static final TopicSpec LEDGER_ENTRIES = deleted("ledger.entries.v1", "userId", FOR_EVER);
    public static final TopicSpec ACCOUNT_VIEW = compacted("account.view.v1", "userId/keyId, partitioned by userId");
    /// Rows in chunks, and a record that says when they are whole.
    public static final TopicSpec ACCOUNT_SNAPSHOT = compacted("account.snapshot.v1",
            "partition, partition/slot/chunk");
    public static final TopicSpec USAGE_WATERMARK = compacted("usage.watermark.v1", "partition/journal");
    public static final TopicSpec USAGE_ALERTS = deleted("usage.alerts.v1", "userId", Duration.ofDays(30));
    public static final TopicSpec PRICEBOOK = single("pricebook.v1", "price book id", Cleanup.COMPACT, FOR_EVER);
    /// Not for ever: commands may hold what must be gone after a day, such as a secret kept for a repeat.
    public static final TopicSpec IDENTITY_COMMANDS = single("identity.commands.v1", "command id", Cleanup.DELETE,
            Duration.ofHours(24));
    public static final TopicSpec IDENTITY_EVENTS = deleted("identity.events.v1", "userId", FOR_EVER);
    public static final TopicSpec IDENTITY_EMAILS = compacted("identity.emails.v1", "hash of the address");
    public static final TopicSpec IDENTITY_USERS = compacted("identity.users.v1", "userId");
    public static final TopicSpec IDENTITY_KEYS = compacted("identity.keys.v1", "hash of the secret");
    public static final TopicSpec IDENTITY_SESSIONS = compacted("identity.sessions.v1", "sessionId");
    public static final TopicSpec IDENTITY_SIGN_INS = compacted("identity.sign-ins.v1", "userId");
    public static final TopicSpec IDENTITY_RESULTS = new TopicSpec("identity.results.v1", "command id", true,
            Cleanup.COMPACT_DELETE, Duration.ofHours(24));
    public static final TopicSpec IDENTITY_PII_KEYS = compacted("identity.pii-keys.v1", "userId");
    public static final TopicSpec AUDIT = deleted("audit.v1", "actorId", FOR_EVER);
    public static final TopicSpec DLQ_ACCOUNT_EVENTS = deleted("dlq.account.events.v1", "source key",
            Duration.ofDays(30));

    private static final List<TopicSpec> ALL = List.of(ACCOUNT_EVENTS, USAGE_RATED, ROLLUPS_MINUTE, ROLLUPS_QUARTER,
            ROLLUPS_DAY, LEDGER_ENTRIES, ACCOUNT_VIEW, ACCOUNT_SNAPSHOT, USAGE_WATERMARK, USAGE_ALERTS, PRICEBOOK,
            IDENTITY_COMMANDS,
            IDENTITY_EVENTS, IDENTITY_EMAILS, IDENTITY_USERS, IDENTITY_KEYS, IDENTITY_SESSIONS, IDENTITY_SIGN_INS,
            IDENTITY_RESULTS,
            IDENTITY_PII_KEYS, AUDIT, DLQ_ACCOUNT_EVENTS);

    private Topics() {}

    public static List<TopicSpec> all() {
        return ALL;
    }

    private static TopicSpec deleted(String name, String key, Duration retention) {
        return new TopicSpec(name, key, true, Cleanup.DELETE, retention);
    }

    private static TopicSpec compacted(String name, String key) {
        return new TopicSpec(name, key, true, Cleanup.COMPACT, FOR_EVER);
    }

    private static TopicSpec rollUp(String name, Duration retention) {
        return new TopicSpec(name, "userId/slice/from", true, Cleanup.COMPACT_DELETE, retention);
    }

    private static TopicSpec single(String name, String key, Cleanup cleanup, Duration retention) {
        return new TopicSpec(name, key, false, cleanup, retention);
    }
}
