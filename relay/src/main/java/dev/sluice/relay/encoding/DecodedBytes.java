package dev.sluice.relay.encoding;

/// Takes decoded bytes, valid during the call only.
@FunctionalInterface
public interface DecodedBytes {

    void take(byte[] bytes, int from, int to);
}
