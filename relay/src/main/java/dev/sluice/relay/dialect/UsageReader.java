package dev.sluice.relay.dialect;

import dev.sluice.relay.scanning.SseEvents;

/// Reads the usage of one answer while it passes: either event by event or from the whole JSON body.
/// Nothing in an answer makes it throw; what it cannot read is counted.
public sealed interface UsageReader extends SseEvents
        permits AnthropicUsageReader, OpenAiUsageReader, FreeAnswerReader {

    /// The body of an answer that is not a stream.
    void onBody(byte[] bytes, int from, int to);

    /// Whether the provider has said that nothing of this answer is to come.
    boolean ended();

    /// UTF-8 bytes that the model wrote so far.
    long textBytes();

    /// What is known so far.
    UsageReading reading();
}
