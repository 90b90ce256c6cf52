package dev.sluice.streams.verifying;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/// Compares a place that keeps only the newest version under each key with every version that the log gives:
/// whatever version is there must be one of them, to the letter, and none older than it has to be. Not
/// thread-safe.
final class NewestCheck<K> {

    private final Subject subject;
    private final Findings findings;
    private final Map<K, Found> found = new HashMap<>();
    private final Map<K, Long> due = new HashMap<>();
    private final Set<K> matched = new HashSet<>();

    private final BiPredicate<K, Long> before;

    private record Found(long version, Supplier<Fields> fields) {}

    /// @param before
    ///            whether a version came before everything the log gives here: it may be there
    NewestCheck(Subject subject, Findings findings, BiPredicate<K, Long> before) {
        this.before = before;
        this.subject = subject;
        this.findings = findings;
    }

    /// The place has this version; `fields` is called at most once.
    void found(K key, long version, Supplier<Fields> fields) {
        found.put(key, new Found(version, fields));
    }

    void gone(K key) {
        found.remove(key);
    }

    /// The place must have this version or a newer one.
    void due(K key, long version) {
        due.merge(key, version, Math::max);
    }

    /// From here on the place may have taken the key away.
    void dispensable(K key) {
        due.remove(key);
    }

    /// The log gives this version next.
    void given(K key, long version, Supplier<Fields> fields) {
        Found there = found.get(key);
        if (there != null && there.version() == version && matched.add(key)) {
            findings.count(subject);
            String difference = there.fields().get().differenceTo(fields.get());
            if (!difference.isEmpty()) {
                findings.differs(subject, key + " version " + version + ": " + difference);
            }
        }
    }

    /// The log gives nothing more.
    void end() {
        due.forEach((key, version) -> {
            Found there = found.get(key);
            if (there == null) {
                findings.differs(subject, key + " is missing (the log gives version " + version + ")");
            } else if (there.version() < version) {
                findings.differs(subject,
                        key + " is at version " + there.version() + " (the log gives " + version + ")");
            }
        });
        found.forEach((key, there) -> {
            if (!matched.contains(key) && !before.test(key, there.version())
                    && there.version() >= due.getOrDefault(key, Long.MIN_VALUE)) {
                findings.differs(subject,
                        key + " has version " + there.version() + ": the log does not give it");
            }
        });
    }
}
