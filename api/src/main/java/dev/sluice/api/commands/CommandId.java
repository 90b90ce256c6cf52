package dev.sluice.api.commands;

/// Names a command, and with it its effect: the same id never has a second one.
///
/// @param value
///            64 hex digits
/// @param fingerprint
///            hash of what the request said; a repeat must say the same
public record CommandId(String value, String fingerprint) {}
