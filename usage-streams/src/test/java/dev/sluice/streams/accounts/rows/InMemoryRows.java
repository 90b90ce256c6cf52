package dev.sluice.streams.accounts.rows;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// The store of one task in memory.
public final class InMemoryRows implements StoredRows.Bytes {

    private final Map<String, byte[]> rows = new TreeMap<>();

    @Override
    public byte @Nullable [] get(String key) {
        return rows.get(key);
    }

    @Override
    public void put(String key, byte[] value) {
        rows.put(key, value);
    }

    @Override
    public void delete(String key) {
        rows.remove(key);
    }

    /// Everything that is stored, by key.
    public Map<String, byte[]> all() {
        return rows;
    }
}
