package dev.sluice.contracts.usage;

/// Where the numbers of a charge come from (architecture D14).
public enum Basis {
    /// The provider's final usage was seen.
    REPORTED,
    /// The provider's last cumulative numbers before the stream ended early.
    PARTIAL,
    /// No number of the provider was seen: ceil(UTF-8 bytes / 4).
    ESTIMATED,
    /// The relay died; the last progress or the input estimate counts.
    ABANDONED
}
