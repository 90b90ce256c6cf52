package dev.sluice.streams.accounts.rows;

/// Why a record was held back as a dead letter, until somebody has looked. New kinds come last: rows hold the
/// ordinal.
public enum LetterKind {
    /// It cannot be decoded, or its decision fails. The account is parked.
    POISON,
    /// A second end of a request that differs from the first. The account is parked.
    CONFLICT,
    /// Implausible usage: not charged, and the account goes on.
    QUARANTINE;

    /// Whether the account stands still while such a letter is open.
    public boolean parks() {
        return this != QUARANTINE;
    }
}
