package dev.sluice.streams.watching;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The last number under which each of the newest requests of a partition was rated. Not thread-safe.
final class RequestEffects {

    /// Requests remembered, about 150 bytes each: a repeat that comes later is found by `verify` only.
    static final int REMEMBERED_MAX = 20_000;

    private final Map<String, Integer> last = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /// What is wrong with this record; null when it is the first seen of its request, or the next.
    @Nullable
    String rated(String request, int sequence) {
        Integer before = last.put(request, sequence);
        return before == null || sequence == before + 1
                ? null
                : request + " is rated as number " + sequence + " after " + before + " (expected: " + (before + 1)
                        + ")";
    }
}
