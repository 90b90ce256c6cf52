package dev.sluice.contracts.admission;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;

/// Names of our Redis keys. All keys of one user share the hash slot `{userId}`, so that one script may touch
/// them in a cluster.
public final class RedisKeys {

    /// How long a concurrency lease counts without being renewed.
    public static final long CONCURRENCY_LEASE_MILLIS = 60_000;
    /// TTL of a relay's lease on its journal; renewed every `JOURNAL_LEASE_RENEWAL_MILLIS`.
    public static final long JOURNAL_LEASE_MILLIS = 30_000;
    public static final long JOURNAL_LEASE_RENEWAL_MILLIS = 5_000;

    private RedisKeys() {}

    /// HASH, the account as the log has it. Owner: the materialiser. No TTL: one per account.
    public static String view(UserId user) {
        return "sluice:v:{" + user + "}";
    }

    /// HASH, local reservations: what the log has not shown yet. Owner: `admit` and `apply`. Deleted by the
    /// scripts when the last entry goes; at most the open requests of the account.
    public static String reservations(UserId user) {
        return "sluice:r:{" + user + "}";
    }

    /// ZSET, open requests of the user as leases, score = Redis time at which one ends. TTL: two leases.
    public static String concurrency(UserId user) {
        return "sluice:c:{" + user + "}";
    }

    /// ZSET, as `concurrency(user)` for one key.
    public static String concurrency(UserId user, KeyId key) {
        return "sluice:c:{" + user + "}:" + key;
    }

    /// STRING, the request that an `Idempotency-Key` stands for: `running` or `spent`, request id, digest of its
    /// body. Owner: the relay. TTL: a minute, renewed, while it runs; a day once it is spent.
    public static String idempotency(UserId user, String keyDigest) {
        return "sluice:i:{" + user + "}:" + keyDigest;
    }

    /// STRING with the relay id while the relay that writes this journal lives. TTL `JOURNAL_LEASE_MILLIS`.
    public static String journalLease(JournalId journal) {
        return "sluice:relay:" + journal;
    }

    /// STRING that names the server whose data of this partition is complete, or the token of a rebuild under
    /// way. Owner: the materialiser of the partition.
    public static String sentinel(int partition) {
        return "sluice:sentinel:" + partition;
    }
}
