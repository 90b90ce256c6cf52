package dev.sluice.api.letters;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.contracts.ids.UserId;

/// Counts what becomes of somebody's keys, so that a script that makes hundreds of them fills no mailbox. All
/// events of a user are read by one instance; what it forgets when it ends costs a few letters more.
final class KeyNews {

    /// Letters about keys a person gets in an hour; the last of them says that it is.
    static final int LETTERS_MAX = 5;
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int PEOPLE_MAX = 10_000;

    private final Map<UserId, Window> windows = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, Window> eldest) {
            return size() > PEOPLE_MAX;
        }
    };

    /// One more piece of news. Up to `number` 5 there is a letter; `end` is when counting begins anew.
    record Window(int number, Instant end, String lastEvent) {

        boolean isLast() {
            return number == LETTERS_MAX;
        }

        boolean isFull() {
            return number > LETTERS_MAX;
        }
    }

    /// The same event counts once, however often it is tried: events of a user come one after the other.
    Window count(UserId userId, String eventId, Instant at) {
        return windows.merge(userId, new Window(1, at.plus(WINDOW), eventId), (old, first) -> {
            if (old.lastEvent().equals(eventId)) {
                return old;
            }
            return at.isBefore(old.end()) ? new Window(old.number() + 1, old.end(), eventId) : first;
        });
    }
}
