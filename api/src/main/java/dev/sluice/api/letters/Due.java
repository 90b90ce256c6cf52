package dev.sluice.api.letters;

import java.time.Instant;

import dev.sluice.api.mail.Letter;

/// What an event means to the outbox.
sealed interface Due {

    /// Nobody is written to.
    record Nothing() implements Due {}

    /// This instance cannot read yet who is to be written to, or what about; it will never be able to after a
    /// while.
    record NotYet(Instant until) implements Due {}

    /// A letter, useless after a while.
    record Now(Letter letter, Instant goodUntil) implements Due {}
}
