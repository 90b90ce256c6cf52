package dev.sluice.relay.refusal;

import java.util.Map;

/// What is sent instead of an answer: always JSON, always with our own request id.
public record RefusalAnswer(int status, Map<String, String> headers, String body) {

    public RefusalAnswer {
        headers = Map.copyOf(headers);
    }
}
