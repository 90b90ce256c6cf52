package dev.sluice.streams.verifying;

/// Names under which the stream jobs commit, and the topic that holds the decider's rows.
public record Groups(String decider, String history, String materialiser, String changelog) {}
