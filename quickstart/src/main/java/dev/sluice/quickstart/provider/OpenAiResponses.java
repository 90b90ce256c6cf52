package dev.sluice.quickstart.provider;

import java.util.List;

import dev.sluice.contracts.usage.TokenUsage;

/// `/v1/responses` of OpenAI (wire-protocols §5.3, §6.2): the usage stands in the terminal event alone, and
/// cached tokens inside the input figure.
record OpenAiResponses() implements Dialect {

    private static final String RESPONSE = """
            {"id":"resp_%s","object":"response","created_at":%d,"status":"%s","background":false,"error":%s,\
            "incomplete_details":null,"instructions":null,"max_output_tokens":null,"metadata":{},"model":%s,\
            "output":%s,"parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":null,\
            "summary":null},"service_tier":"default","store":false,"temperature":1.0,"text":{"format":{"type":\
            "text"}},"tool_choice":"auto","tools":[],"top_p":1.0,"truncation":"disabled","usage":%s}""";

    private static final String AT_PART = ",\"item_id\":\"msg_%s\",\"output_index\":0,\"content_index\":0";
    private static final int OPENING_FRAMES = 4;

    @Override
    public List<Frame> opening(Reply reply) {
        String begun = ",\"response\":" + response(reply, "in_progress", "null", "[]", "null");
        return List.of(
                frame("response.created", 0, begun),
                frame("response.in_progress", 1, begun),
                frame("response.output_item.added", 2,
                        ",\"output_index\":0,\"item\":" + item(reply, "in_progress", "")),
                frame("response.content_part.added", 3, AT_PART.formatted(reply.id()) + ",\"part\":" + part("")));
    }

    @Override
    public Frame chunk(Reply reply, int number) {
        return frame("response.output_text.delta", OPENING_FRAMES + number,
                AT_PART.formatted(reply.id()) + ",\"delta\":\"" + reply.text(number) + "\",\"logprobs\":[]");
    }

    @Override
    public List<Frame> closing(Reply reply) {
        int next = OPENING_FRAMES + reply.script().chunks();
        String at = AT_PART.formatted(reply.id());
        String text = reply.wholeText();
        return List.of(
                frame("response.output_text.done", next, at + ",\"text\":\"" + text + "\",\"logprobs\":[]"),
                frame("response.content_part.done", next + 1, at + ",\"part\":" + part(text)),
                frame("response.output_item.done", next + 2,
                        ",\"output_index\":0,\"item\":" + item(reply, "completed", part(text))),
                frame("response.completed", next + 3, ",\"response\":" + whole(reply)));
    }

    @Override
    public Frame failure(Reply reply, String type) {
        String error = "{\"code\":\"" + type + "\",\"message\":\"The stub failed as it was asked to.\"}";
        return frame("response.failed", OPENING_FRAMES + reply.script().chunks(),
                ",\"response\":" + response(reply, "failed", error, "[]", "null"));
    }

    @Override
    public String whole(Reply reply) {
        String output = "[" + item(reply, "completed", part(reply.wholeText())) + "]";
        return response(reply, "completed", "null", output, usage(reply));
    }

    @Override
    public String refusal(int status, String message, String requestId) {
        return openAiError(status, message);
    }

    /// The error body all OpenAI routes share.
    static String openAiError(int status, String message) {
        String code = switch (status) {
            case 401 -> "invalid_api_key";
            case 404 -> "model_not_found";
            case 429 -> "rate_limit_exceeded";
            case 503 -> "server_is_overloaded";
            default -> "stub_error";
        };
        String type = status >= 500 ? "server_error" : "invalid_request_error";
        return """
                {"error":{"message":"%s","type":"%s","param":null,"code":"%s"}}""".formatted(
                message.replace('"', '\''), type, code);
    }

    private static Frame frame(String type, int number, String fields) {
        return new Frame(type, "{\"type\":\"" + type + "\",\"sequence_number\":" + number + fields + "}");
    }

    private static String response(Reply reply, String status, String error, String output, String usage) {
        return RESPONSE.formatted(reply.id(), reply.createdSeconds(), status, error, reply.ask().modelJson(), output,
                usage);
    }

    private static String item(Reply reply, String status, String part) {
        return """
                {"id":"msg_%s","type":"message","status":"%s","role":"assistant","content":[%s]}""".formatted(
                reply.id(), status, part);
    }

    private static String part(String text) {
        return "{\"type\":\"output_text\",\"text\":\"" + text + "\",\"annotations\":[],\"logprobs\":[]}";
    }

    private static String usage(Reply reply) {
        if (!reply.script().reportsUsage()) {
            return "null";
        }
        TokenUsage usage = reply.usage();
        return """
                {"input_tokens":%d,"input_tokens_details":{"cached_tokens":%d,"cache_write_tokens":%d},\
                "output_tokens":%d,"output_tokens_details":{"reasoning_tokens":%d},"total_tokens":%d}""".formatted(
                usage.allInput(), usage.cacheRead(), usage.cacheWrites(), usage.output(), usage.reasoning(),
                usage.total());
    }
}
