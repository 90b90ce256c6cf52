package dev.sluice.api.mail;

/// What a mail server made of a letter.
public enum Delivery {
    /// The server took it.
    TAKEN,
    /// The server will not take this one.
    REFUSED,
    /// The server answers, but does not take this one now.
    DEFERRED,
    /// The server cannot be reached.
    AWAY
}
