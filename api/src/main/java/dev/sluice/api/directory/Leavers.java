package dev.sluice.api.directory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.api.sealing.WrappedKey;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;

/// Remembers who was erased for as long as a last letter may take: in memory alone, where the log has nothing of
/// them any more. What is read of long ago is not remembered, so that a start brings nobody back.
@Component
class Leavers {

    /// Less than the minute within which nobody may be able to read what was personal.
    static final Duration KEPT = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Map<UserId, Left> byUser = new ConcurrentHashMap<>();

    Leavers(InstantSource clock) {
        this.clock = clock;
    }

    /// The two halves come by different topics, in any order.
    private record Left(Instant until, @Nullable UserView view, @Nullable WrappedKey key) {

        Left and(Left other) {
            return new Left(until.isBefore(other.until) ? until : other.until, view == null ? other.view : view,
                    key == null ? other.key : key);
        }
    }

    /// `last` is how somebody was before `at`.
    void left(UserView last, Instant at) {
        remember(last.userId(), at, last, null);
    }

    /// `last` is the data key somebody had before `at`.
    void left(WrappedKey last, Instant at) {
        remember(last.userId(), at, null, last);
    }

    /// Empty until both halves are there, and for good after a while.
    Optional<Leaver> find(UserId userId) {
        Left left = byUser.get(userId);
        return left == null || left.view() == null || left.key() == null || !clock.instant().isBefore(left.until())
                ? Optional.empty()
                : Optional.of(new Leaver(left.view(), left.key()));
    }

    /// Called at least once a second.
    void forget() {
        if (!byUser.isEmpty()) {
            Instant now = clock.instant();
            byUser.values().removeIf(left -> !now.isBefore(left.until()));
        }
    }

    int remembered() {
        return byUser.size();
    }

    private void remember(UserId userId, Instant at, @Nullable UserView view, @Nullable WrappedKey key) {
        Instant now = clock.instant();
        Instant until = (at.isBefore(now) ? at : now).plus(KEPT);
        if (now.isBefore(until)) {
            byUser.merge(userId, new Left(until, view, key), Left::and);
        }
    }
}
