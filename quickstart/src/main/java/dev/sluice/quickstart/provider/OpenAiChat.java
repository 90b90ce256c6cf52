package dev.sluice.quickstart.provider;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.contracts.usage.TokenUsage;

/// `/v1/chat/completions` of OpenAI (wire-protocols §6.2): a stream reports usage only when asked to, in a
/// last chunk without choices.
record OpenAiChat() implements Dialect {

    private static final String CHUNK = """
            {"id":"chatcmpl-%s","object":"chat.completion.chunk","created":%d,"model":%s,"service_tier":"default",\
            "system_fingerprint":null,"choices":%s%s}""";
    private static final String CHOICE = """
            [{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}]""";

    @Override
    public List<Frame> opening(Reply reply) {
        return List.of(choice(reply, "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"));
    }

    @Override
    public Frame chunk(Reply reply, int number) {
        return choice(reply, "{\"content\":\"" + reply.text(number) + "\"}", "null");
    }

    @Override
    public List<Frame> closing(Reply reply) {
        var frames = new ArrayList<Frame>(List.of(choice(reply, "{}", "\"stop\"")));
        if (reply.ask().includeUsage() && reply.script().reportsUsage()) {
            frames.add(frame(reply, "[]", ",\"usage\":" + usage(reply.usage())));
        }
        frames.add(new Frame("", "[DONE]"));
        return frames;
    }

    @Override
    public Frame failure(Reply reply, String type) {
        return new Frame("", "{\"error\":{\"message\":\"The stub failed as it was asked to.\",\"type\":\"" + type
                + "\",\"param\":null,\"code\":null}}");
    }

    @Override
    public String whole(Reply reply) {
        String usage = reply.script().reportsUsage() ? ",\"usage\":" + usage(reply.usage()) : "";
        return """
                {"id":"chatcmpl-%s","object":"chat.completion","created":%d,"model":%s,"service_tier":"default",\
                "choices":[{"index":0,"message":{"role":"assistant","content":"%s","refusal":null,"annotations":[]},\
                "logprobs":null,"finish_reason":"stop"}]%s}""".formatted(reply.id(), reply.createdSeconds(),
                reply.ask().modelJson(), reply.wholeText(), usage);
    }

    @Override
    public String refusal(int status, String message, String requestId) {
        return OpenAiResponses.openAiError(status, message);
    }

    private static Frame choice(Reply reply, String delta, String finishReason) {
        return frame(reply, CHOICE.formatted(delta, finishReason),
                reply.ask().includeUsage() ? ",\"usage\":null" : "");
    }

    private static Frame frame(Reply reply, String choices, String usage) {
        return new Frame("", CHUNK.formatted(reply.id(), reply.createdSeconds(), reply.ask().modelJson(), choices,
                usage));
    }

    private static String usage(TokenUsage usage) {
        return """
                {"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,"prompt_tokens_details":\
                {"cached_tokens":%d,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":%d,\
                "audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}""".formatted(
                usage.allInput(), usage.output(), usage.total(), usage.cacheRead(), usage.reasoning());
    }
}
