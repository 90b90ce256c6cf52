package dev.sluice.quickstart.provider;

import java.util.List;

import dev.sluice.contracts.usage.TokenUsage;

/// `/v1/messages` of Anthropic (wire-protocols §5.3, §6.1): cached tokens stand beside the input figure and
/// `message_delta` repeats cumulative numbers.
record AnthropicMessages() implements Dialect {

    private static final String MESSAGE = """
            {"id":"msg_%s","type":"message","role":"assistant","model":%s,"content":%s,"stop_reason":%s,\
            "stop_sequence":null%s}""";

    @Override
    public List<Frame> opening(Reply reply) {
        return List.of(
                frame("message_start", ",\"message\":" + message(reply, "[]", "null", 1)),
                frame("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
                frame("ping", ""));
    }

    @Override
    public Frame chunk(Reply reply, int number) {
        return frame("content_block_delta",
                ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + reply.text(number) + "\"}");
    }

    @Override
    public List<Frame> closing(Reply reply) {
        return List.of(
                frame("content_block_stop", ",\"index\":0"),
                frame("message_delta", ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null}"
                        + usage(reply, reply.usage().output())),
                frame("message_stop", ""));
    }

    @Override
    public Frame failure(Reply reply, String type) {
        return new Frame("error", error(type, "The stub failed as it was asked to.", "req_" + reply.id()));
    }

    @Override
    public String whole(Reply reply) {
        String content = "[{\"type\":\"text\",\"text\":\"" + reply.wholeText() + "\"}]";
        return message(reply, content, "\"end_turn\"", reply.usage().output());
    }

    @Override
    public String refusal(int status, String message, String requestId) {
        return error(errorType(status), message, requestId);
    }

    /// `/v1/messages/count_tokens`: free, without a usage object.
    static String count(TokenUsage usage) {
        return "{\"input_tokens\":" + usage.allInput() + "}";
    }

    private static Frame frame(String type, String fields) {
        return new Frame(type, "{\"type\":\"" + type + "\"" + fields + "}");
    }

    private static String message(Reply reply, String content, String stopReason, long output) {
        return MESSAGE.formatted(reply.id(), reply.ask().modelJson(), content, stopReason, usage(reply, output));
    }

    private static String usage(Reply reply, long output) {
        if (!reply.script().reportsUsage()) {
            return "";
        }
        TokenUsage usage = reply.usage();
        return """
                ,"usage":{"input_tokens":%d,"cache_creation_input_tokens":%d,"cache_read_input_tokens":%d,\
                "cache_creation":{"ephemeral_5m_input_tokens":%d,"ephemeral_1h_input_tokens":%d},"output_tokens":%d,\
                "service_tier":"standard","inference_geo":"not_available"}""".formatted(usage.input(),
                usage.cacheWrites(), usage.cacheRead(), usage.cacheWrite5m(), usage.cacheWrite1h(), output);
    }

    private static String error(String type, String message, String requestId) {
        return """
                {"type":"error","error":{"type":"%s","message":"%s"},"request_id":"%s"}""".formatted(type,
                message.replace('"', '\''), requestId);
    }

    private static String errorType(int status) {
        return switch (status) {
            case 400 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> "api_error";
        };
    }
}
