package dev.sluice.contracts.admission;

/// What can be limited for a user and for a key. The order is the order of arguments and answers of `admit`.
public enum Limit {
    /// Admitted requests in any 60 seconds.
    REQUESTS_PER_MINUTE,
    /// Admitted requests in any 24 hours.
    REQUESTS_PER_DAY,
    /// Tokens in any 60 seconds: input, cache writes and output.
    TOKENS_PER_MINUTE,
    /// Tokens in the calendar month of the account's time zone.
    TOKENS_PER_MONTH,
    /// Requests open at once.
    CONCURRENCY,
    /// Micro-dollars in any 5 hours.
    SPEND_FIVE_HOURS,
    /// Micro-dollars in any 24 hours.
    SPEND_DAY,
    /// Micro-dollars in any 7 days.
    SPEND_WEEK,
    /// Micro-dollars in the calendar month of the account's time zone.
    SPEND_MONTH,
    /// Micro-dollars ever.
    SPEND_TOTAL;

    /// Whose limit it is.
    public enum Scope {
        USER, KEY
    }
}
