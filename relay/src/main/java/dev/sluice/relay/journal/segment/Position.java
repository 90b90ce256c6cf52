package dev.sluice.relay.journal.segment;

/// A place in a journal: byte `offset` of segment number `segment`.
public record Position(int segment, int offset) implements Comparable<Position> {

    @Override
    public int compareTo(Position other) {
        return Long.compare(packed(), other.packed());
    }

    public long packed() {
        return (long) segment << Integer.SIZE | offset;
    }

    static Position unpacked(long packed) {
        return new Position((int) (packed >>> Integer.SIZE), (int) packed);
    }
}
