package dev.sluice.streams.deciding;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.sluice.streams.accounts.rows.StoredRows;

/// The rows of a task while one event is decided: writes are kept back until the decision stands, so that a
/// decision that fails leaves nothing behind.
final class TaskRows implements StoredRows.Bytes {

    private final StoredRows.Bytes store;
    /// Empty is a deletion.
    private final Map<String, Optional<byte[]>> written = new HashMap<>();

    TaskRows(StoredRows.Bytes store) {
        this.store = store;
    }

    @Override
    public byte @Nullable [] get(String key) {
        Optional<byte[]> mine = written.get(key);
        return mine == null ? store.get(key) : mine.orElse(null);
    }

    @Override
    public void put(String key, byte[] value) {
        written.put(key, Optional.of(value));
    }

    @Override
    public void delete(String key) {
        written.put(key, Optional.empty());
    }

    void keep() {
        written.forEach((key, value) -> value.ifPresentOrElse(bytes -> store.put(key, bytes), () -> store.delete(key)));
        written.clear();
    }

    void drop() {
        written.clear();
    }
}
