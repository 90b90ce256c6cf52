package dev.sluice.relay.scanning;

/// Takes the events that an [SseSplitter] finds.
@FunctionalInterface
public interface SseEvents {

    /// The data of one event: its `data` lines joined by line feeds. The bytes are only valid during the call.
    void onData(byte[] bytes, int from, int to);
}
