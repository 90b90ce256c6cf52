package dev.sluice.api.audit;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.sluice.contracts.audit.AuditEntry;

/// The newest changes by administrators, as many as [#KEPT_MAX]; the topic has them all. One thread writes, any
/// number read.
@Component
class AuditLog {

    static final int KEPT_MAX = 50_000;

    private final NavigableMap<Place, AuditEntry> entries = new ConcurrentSkipListMap<>();
    private final Map<String, Place> places = new HashMap<>();

    AuditLog() {}

    /// Where an entry stands: by time, and by id among those of one time.
    record Place(Instant at, String id) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::at).thenComparing(Place::id);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /// What narrows a page; null narrows nothing.
    record Filter(@Nullable String actor, @Nullable String subject, @Nullable String action, @Nullable Instant from,
            @Nullable Instant to) {

        private boolean takes(AuditEntry entry) {
            return (actor == null || actor.equals(entry.actor())) && (subject == null || concerns(entry, subject))
                    && (action == null || action.equals(entry.action()))
                    && (from == null || !entry.at().isBefore(from)) && (to == null || entry.at().isBefore(to));
        }

        /// A change of a key concerns its owner too.
        private static boolean concerns(AuditEntry entry, String subject) {
            return subject.equals(entry.subject()) || subject.equals(entry.after().get("userId"));
        }
    }

    /// Newest first, from behind `last` on.
    List<AuditEntry> page(Filter filter, @Nullable Place last, int limit) {
        NavigableMap<Place, AuditEntry> older = last == null ? entries : entries.headMap(last, false);
        return older.descendingMap().values().stream().filter(filter::takes).limit(limit).toList();
    }

    /// An entry that was written twice is the one that was written first.
    synchronized void add(AuditEntry entry) {
        Place place = new Place(entry.at(), entry.id());
        Place known = places.get(entry.id());
        if (known != null && known.compareTo(place) <= 0) {
            return;
        }
        if (known != null) {
            entries.remove(known);
        }
        places.put(entry.id(), place);
        entries.put(place, entry);
        if (entries.size() > KEPT_MAX) {
            places.remove(entries.pollFirstEntry().getKey().id());
        }
    }
}
