package dev.sluice.streams.watching;

/// What must hold at any time, by its number in metering §6: the values of a label, so that names stay.
enum Invariant {
    /// Each request has one effect: its rated records are numbered without a gap or a repeat.
    I1,
    /// Each ledger transaction sums to zero.
    I2,
    /// What was charged is posted, once and to the nano-dollar.
    I3,
    /// Nothing is admitted that no balance covers.
    I4,
    /// Not more requests are admitted in any 60 s than the plan has.
    I5,
    /// The account in Redis is that of the log at its version.
    I6,
    /// Redis is not ahead of the log, and does not stay behind it.
    I7
}
