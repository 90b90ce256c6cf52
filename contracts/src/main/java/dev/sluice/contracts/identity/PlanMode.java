package dev.sluice.contracts.identity;

/// How far a request is paid for before it is served (architecture D15).
public enum PlanMode {
    /// Input bound and max_tokens are reserved: no overspend.
    STRICT,
    /// Input and a slice of output are reserved and extended while streaming.
    CHUNKED,
    /// Usage may run into a credit limit and is invoiced.
    POSTPAID
}
