package dev.sluice.relay.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.lettuce.core.SetArgs;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.JournalId;

/// The leases of this relay's journals in Redis, `sluice:relay:<journal>`: renewed every five seconds, gone
/// after thirty. While one stands, nobody else closes the journal.
public final class Leases {

    /// How long nothing prepaid is admitted after the last renewal that succeeded.
    public static final Duration TRUSTED = Duration.ofSeconds(20);
    /// After this long without a renewal the reaper may have closed the journal.
    public static final Duration TTL = Duration.ofMillis(RedisKeys.JOURNAL_LEASE_MILLIS);
    /// Pause between renewals.
    public static final Duration RENEWAL = Duration.ofMillis(RedisKeys.JOURNAL_LEASE_RENEWAL_MILLIS);

    private final RedisLink link;
    private final String relayId;
    private final LongSupplier nanoTime;
    private final Set<JournalId> held = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Long renewedNanos;
    private volatile boolean lapsed;

    /// `nanoTime` is monotonic, as `System::nanoTime`.
    public Leases(RedisLink link, String relayId, LongSupplier nanoTime) {
        this.link = link;
        this.relayId = relayId;
        this.nanoTime = nanoTime;
    }

    /// From now on this journal's lease is renewed with the others.
    public void hold(JournalId journal) {
        held.add(journal);
    }

    /// The journal is closed in the log: its lease goes.
    public void drop(JournalId journal) {
        held.remove(journal);
        link.ask(redis -> redis.del(RedisKeys.journalLease(journal))).exceptionally(_ -> 0L);
    }

    /// Renews all leases. Counts from the moment it was sent, and only if every one was answered.
    public void renew() {
        if (held.isEmpty()) {
            return;
        }
        long sentNanos = nanoTime.getAsLong();
        SetArgs expiry = SetArgs.Builder.px(TTL.toMillis());
        CompletableFuture<?>[] answers = held.stream()
                .map(journal -> link.ask(redis -> redis.set(RedisKeys.journalLease(journal), relayId, expiry))
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(answers).thenRun(() -> renewed(sentNanos)).exceptionally(_ -> null);
    }

    private void renewed(long sentNanos) {
        Long before = renewedNanos;
        if (before != null && sentNanos - before > TTL.toNanos()) {
            lapsed = true;
        }
        renewedNanos = sentNanos;
    }

    /// Whether the leases were gone for a while: someone may have closed the journals, nothing may be admitted
    /// under their ids any more.
    public boolean lapsed() {
        return lapsed;
    }

    /// A new journal has taken over.
    public void startedAnew() {
        lapsed = false;
    }

    /// Time since the last renewal that succeeded was sent; a very long time before the first.
    public Duration age() {
        Long renewed = renewedNanos;
        return renewed == null ? Duration.ofNanos(Long.MAX_VALUE) : Duration.ofNanos(nanoTime.getAsLong() - renewed);
    }

    /// Whether prepaid requests may be served.
    public boolean trusted() {
        return !lapsed && age().compareTo(TRUSTED) <= 0;
    }

    /// Whether there ever was a renewal.
    public boolean began() {
        return renewedNanos != null;
    }
}
