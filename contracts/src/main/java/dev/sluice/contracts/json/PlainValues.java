package dev.sluice.contracts.json;

import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// What stood in the fields of one object, taken one after the other in their order. Not thread-safe.
public final class PlainValues {

    private final Iterator<@Nullable Object> values;

    PlainValues(@Nullable Object[] values) {
        this.values = Arrays.asList(values).iterator();
    }

    public String text() {
        return (String) needed();
    }

    public @Nullable String maybeText() {
        return (String) values.next();
    }

    public long number() {
        return (Long) needed();
    }

    public @Nullable Long maybeNumber() {
        return (Long) values.next();
    }

    public boolean flag() {
        return (Boolean) needed();
    }

    public Instant instant() {
        return (Instant) needed();
    }

    @SuppressWarnings("unchecked")
    public Map<String, String> texts() {
        return (Map<String, String>) needed();
    }

    public PlainValues object() {
        return (PlainValues) needed();
    }

    /// Throws `IllegalArgumentException` for a text that is none of these.
    public <T> T oneOf(Map<String, T> named) {
        String name = text();
        T found = named.get(name);
        if (found == null) {
            throw new IllegalArgumentException("value: " + name.length() + " characters (expected: one of "
                    + named.keySet() + ")");
        }
        return found;
    }

    private Object needed() {
        return requireNonNull(values.next());
    }
}
