package dev.sluice.streams.deciding;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.topics.TopicSpec;

/// A record on its way out of the decider. Everything that an input leads to goes to the partition of the
/// same number: what belongs to a user or a journal stays in one order.
///
/// @param value
///            null is a tombstone
record Outgoing(TopicSpec topic, int partition, byte @Nullable [] value) {}
