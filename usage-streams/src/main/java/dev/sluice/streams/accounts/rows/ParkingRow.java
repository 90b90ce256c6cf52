package dev.sluice.streams.accounts.rows;

/// Row `d/<user>`: why an account stands still.
///
/// @param letters
///            open letters that have parked it since the last release by hand
/// @param releases
///            by hand, so far
public record ParkingRow(long letters, long releases) {

    public static final ParkingRow NONE = new ParkingRow(0, 0);

    /// One letter more, or one less.
    public ParkingRow plus(int more) {
        return new ParkingRow(Math.max(0, letters + more), releases);
    }

    /// By hand, whatever letters are open.
    public ParkingRow released() {
        return new ParkingRow(0, releases + 1);
    }
}
