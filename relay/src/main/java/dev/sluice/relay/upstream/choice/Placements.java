package dev.sluice.relay.upstream.choice;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/// Where sessions are. A table of fixed size: of two sessions that share a place the later one is remembered,
/// and the other finds its home by hashing again.
final class Placements {

    /// As long as the longest usual prompt cache of a provider.
    static final Duration KEPT = Duration.ofHours(1);
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(1);
    private static final int PLACES = 1 << 16;

    private final AtomicReferenceArray<@Nullable Placement> places = new AtomicReferenceArray<>(PLACES);

    private record Placement(long session, String upstream, long atNanos) {}

    /// The upstream the session was at within the last hour.
    @Nullable
    String of(long session, long nowNanos) {
        Placement placement = places.get(place(session));
        boolean known = placement != null && placement.session() == session
                && nowNanos - placement.atNanos() <= KEPT.toNanos();
        return known ? placement.upstream() : null;
    }

    void put(long session, String upstream, long nowNanos) {
        Placement placement = places.get(place(session));
        boolean fresh = placement != null && placement.session() == session
                && placement.upstream().equals(upstream)
                && nowNanos - placement.atNanos() < RENEWED_AFTER.toNanos();
        if (!fresh) {
            places.set(place(session), new Placement(session, upstream, nowNanos));
        }
    }

    private static int place(long session) {
        return (int) (Choice.mixed(session) & PLACES - 1);
    }
}
