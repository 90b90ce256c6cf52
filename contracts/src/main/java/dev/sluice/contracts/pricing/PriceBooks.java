package dev.sluice.contracts.pricing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.sluice.contracts.ids.PriceBookId;

/// The versions of the price book that are known here; immutable, so that a reader needs no lock.
public final class PriceBooks {

    private static final Comparator<PriceBook> BY_AGE = Comparator.comparing(PriceBook::effectiveFrom)
            .thenComparing(PriceBook::id);

    public static final PriceBooks NONE = new PriceBooks(Map.of());

    private final Map<PriceBookId, PriceBook> byId;
    private final List<PriceBook> newestFirst;

    private PriceBooks(Map<PriceBookId, PriceBook> byId) {
        this.byId = byId;
        this.newestFirst = byId.values().stream().sorted(BY_AGE.reversed()).toList();
    }

    /// These versions and one more. The same version again changes nothing; another content under the same id
    /// is refused.
    public PriceBooks with(PriceBook book) {
        PriceBook known = byId.get(book.id());
        if (known != null && !known.equals(book)) {
            throw new IllegalArgumentException(
                    "price book " + book.id() + ": another content than the published one (expected: a new id)");
        }
        if (known != null) {
            return this;
        }
        Map<PriceBookId, PriceBook> more = new HashMap<>(byId);
        more.put(book.id(), book);
        return new PriceBooks(Map.copyOf(more));
    }

    /// The pinned version. Empty means it has not arrived yet: wait, never take another.
    public Optional<PriceBook> find(PriceBookId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// The version in force at that instant.
    public Optional<PriceBook> effectiveAt(Instant at) {
        for (PriceBook book : newestFirst) {
            if (!book.effectiveFrom().isAfter(at)) {
                return Optional.of(book);
            }
        }
        return Optional.empty();
    }
}
