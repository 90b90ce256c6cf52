package dev.sluice.relay.keys;

import java.util.LinkedHashMap;
import java.util.Map;

/// Gives equal values one object, as long as it remembers them: the last few thousand different ones that were
/// asked for. Not thread-safe.
final class Shared<T> {

    private static final int REMEMBERED_MAX = 4_096;
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<T, T> values = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<T, T> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    T of(T value) {
        T known = values.get(value);
        if (known != null) {
            return known;
        }
        values.put(value, value);
        return value;
    }
}
