package dev.sluice.relay.dialect;

import dev.sluice.contracts.pricing.rating.ServedAs;
import dev.sluice.relay.scanning.SseSplitter;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Plays answers of providers to a reader.
final class Answers {

    static final RequestFacts FACTS = new RequestFacts("any", true, null, 1, ServedAs.STANDARD, false, false, false,
            null);

    static final String CLAUDE_STREAM = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
            "model":"claude-opus-5-5","content":[],"stop_reason":null,"usage":{"input_tokens":101,\
            "cache_creation_input_tokens":2003,"cache_read_input_tokens":30011,"cache_creation":\
            {"ephemeral_5m_input_tokens":1500,"ephemeral_1h_input_tokens":503},"output_tokens":1,\
            "service_tier":"standard","inference_geo":"us"}}}

            event: ping
            data: {"type":"ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüße 😀\\n"}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
            "usage":{"input_tokens":101,"cache_creation_input_tokens":2003,"cache_read_input_tokens":30011,\
            "output_tokens":47,"output_tokens_details":{"thinking_tokens":12},"server_tool_use":{"web_search_requests":3}}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    static final String RESPONSES_STREAM = """
            event: response.created
            data: {"type":"response.created","response":{"id":"resp_1","model":"gpt-6.1-sol","usage":null}}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","delta":"Hi fro"}

            event: response.completed
            data: {"type":"response.completed","sequence_number":11,"response":{"id":"resp_1","status":"completed",\
            "model":"gpt-6.1-sol-2026","service_tier":"priority","output":[{"type":"web_search_call"},{"type":"message"}],\
            "usage":{"input_tokens":1009,"input_tokens_details":{"cached_tokens":512,"cache_write_tokens":100},\
            "output_tokens":211,"output_tokens_details":{"reasoning_tokens":64},"total_tokens":1220}}}

            """;

    static final String CHAT_STREAM = """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"gpt-6-luna","service_tier":"default",\
            "choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":null}],"usage":null}

            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"gpt-6-luna","choices":[{"index":0,\
            "delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{}"}}]}}],"usage":null}

            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"gpt-6-luna","choices":[],\
            "usage":{"prompt_tokens":1009,"completion_tokens":211,"total_tokens":1220,\
            "prompt_tokens_details":{"cached_tokens":512},"completion_tokens_details":{"reasoning_tokens":64}}}

            data: [DONE]

            """;

    static final String TEXT_STREAM = """
            data: {"id":"cmpl-1","object":"text_completion","model":"gpt-6-luna","choices":[{"text":"Grü","index":0,\
            "logprobs":{"tokens":["Gr"],"top_logprobs":[{"text":-0.5}]},"finish_reason":null}],"usage":null}

            data: {"id":"cmpl-1","object":"text_completion","model":"gpt-6-luna","choices":[{"text":"ße","index":0,\
            "logprobs":null,"finish_reason":"stop"}],"usage":null}

            data: {"id":"cmpl-1","object":"text_completion","model":"gpt-6-luna","choices":[],\
            "usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17}}

            data: [DONE]

            """;

    private Answers() {}

    static UsageReading streamed(Dialect dialect, String stream) {
        byte[] bytes = stream.getBytes(UTF_8);
        return streamed(dialect, bytes, bytes.length, bytes.length);
    }

    /// The first `total` bytes of an answer, cut once more after `cut`.
    static UsageReading streamed(Dialect dialect, byte[] bytes, int cut, int total) {
        UsageReader reader = dialect.reader(FACTS);
        SseSplitter splitter = new SseSplitter(reader);
        splitter.feed(bytes, 0, cut);
        splitter.feed(bytes, cut, total);
        return reader.reading();
    }

    static UsageReading whole(Dialect dialect, String json) {
        UsageReader reader = dialect.reader(FACTS);
        byte[] bytes = json.getBytes(UTF_8);
        reader.onBody(bytes, 0, bytes.length);
        return reader.reading();
    }
}
