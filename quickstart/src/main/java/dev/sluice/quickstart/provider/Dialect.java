package dev.sluice.quickstart.provider;

import java.util.List;

/// How one wire API of a provider words its answers.
sealed interface Dialect permits AnthropicMessages, OpenAiResponses, OpenAiChat {

    /// One server-sent event; an empty name writes no `event:` line.
    record Frame(String event, String data) {}

    List<Frame> opening(Reply reply);

    Frame chunk(Reply reply, int number);

    List<Frame> closing(Reply reply);

    /// The event with which a stream fails.
    Frame failure(Reply reply, String type);

    /// The whole answer at once.
    String whole(Reply reply);

    /// An error answer.
    String refusal(int status, String message, String requestId);
}
