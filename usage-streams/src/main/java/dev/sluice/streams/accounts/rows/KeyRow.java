package dev.sluice.streams.accounts.rows;

/// Row `k/<user>/<key>`: what is open and the windows of one key.
public final class KeyRow {

    private final Windows windows;
    private long openNanos;

    public KeyRow() {
        this(new Windows(), 0);
    }

    KeyRow(Windows windows, long openNanos) {
        this.windows = windows;
        this.openNanos = openNanos;
    }

    public KeyRow copy() {
        return new KeyRow(windows.copy(), openNanos);
    }

    public Windows windows() {
        return windows;
    }

    public long openNanos() {
        return openNanos;
    }

    public void open(long nanos) {
        openNanos += nanos;
    }
}
