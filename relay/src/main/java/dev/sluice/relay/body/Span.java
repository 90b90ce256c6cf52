package dev.sluice.relay.body;

/// A piece of a body.
public record Span(int offset, int length) {}
