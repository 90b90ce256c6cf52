package dev.sluice.contracts.admission;

/// The reservations of accounts in Redis: the four scripts, each atomic.
public interface Reservations {

    AdmitAnswer admit(AdmitRequest request);

    /// Answers whether the account still had that gate.
    boolean register(RegisterRequest request);

    /// Removes local entries that the log has overtaken, some thousand at most: who wants all asks again.
    SweepAnswer sweep(SweepRequest request);

    ApplyAnswer apply(ApplyRequest request);

    /// @param removed
    ///            local entries removed
    /// @param left
    ///            local entries left
    /// @param oldestMillis
    ///            Redis time of the oldest left, -1 without any
    record SweepAnswer(long removed, long left, long oldestMillis) {}

    /// @param left
    ///            local entries left, -1 when the view belongs to an older epoch
    record ApplyAnswer(boolean userApplied, boolean keyApplied, long left) {}
}
