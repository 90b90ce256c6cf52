package dev.sluice.billing.accounts;

/// What comes back from usage-streams.
public sealed interface Reply<T> {

    /// It answered.
    record Answered<T>(T answer) implements Reply<T> {}

    /// The log has never seen this user.
    record Unseen<T>() implements Reply<T> {}

    /// The question was wrong: a cursor that it did not give out.
    record Refused<T>() implements Reply<T> {}

    /// It is away, restoring or busy.
    record Unavailable<T>(String why) implements Reply<T> {}
}
