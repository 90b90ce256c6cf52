package dev.sluice.streams.accounts;

/// Says that a record repeats a dead letter because somebody wants it decided.
///
/// @param place
///            identity of the letter
/// @param by
///            who wants it
public record Replay(String place, String by) {}
