package dev.sluice.relay.dialect;

/// What came of reading a request body.
public sealed interface ScannedRequest {

    record Readable(RequestFacts facts) implements ScannedRequest {}

    /// Not JSON, or without what is needed to serve it. `reason` names the thing, the place and what is
    /// expected; it holds nothing of the body.
    record Unreadable(String reason) implements ScannedRequest {}
}
