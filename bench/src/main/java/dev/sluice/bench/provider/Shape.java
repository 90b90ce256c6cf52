package dev.sluice.bench.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The bytes of one dialect's answers. A token frame is `before`, the mark, the time it was sent as
/// [#STAMP_DIGITS] digits of `System.nanoTime()`, and `after`.
///
/// @param path
///            the route that answers in this shape
/// @param json
///            the whole answer when no stream was asked for
/// @param opening
///            what comes before the first token
/// @param ending
///            what comes after the last one, the usage included
record Shape(String path, byte[] json, byte[] opening, byte[] before, byte[] after, byte[] ending) {

    static final int STAMP_DIGITS = 19;

    static final Shape ANTHROPIC = of("/v1/messages", """
            {"id":"msg_bench","type":"message","role":"assistant","model":"claude-opus-5-5","content":[{"type":"text",\
            "text":"A short answer of a few words."}],"stop_reason":"end_turn","stop_sequence":null,"usage":\
            {"input_tokens":42,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":8,\
            "service_tier":"standard"}}""", """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_bench","type":"message","role":"assistant",\
            "model":"claude-opus-5-5","content":[],"stop_reason":null,"usage":{"input_tokens":42,\
            "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            """, """
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":\"""", """
             tokens"}}

            """, """
            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
            "usage":{"input_tokens":42,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":100}}

            event: message_stop
            data: {"type":"message_stop"}

            """);

    static final Shape OPENAI = of("/v1/chat/completions", """
            {"id":"chatcmpl-bench","object":"chat.completion","created":1,"model":"gpt-5.5","choices":[{"index":0,\
            "message":{"role":"assistant","content":"A short answer of a few words."},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":42,"completion_tokens":8,"total_tokens":50}}""", """
            data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","model":"gpt-5.5","choices":[{"index":0,\
            "delta":{"role":"assistant","content":""},"finish_reason":null}]}

            """, """
            data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","model":"gpt-5.5","choices":[{"index":0,\
            "delta":{"content":\"""", """
             tokens"},"finish_reason":null}]}

            """, """
            data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","model":"gpt-5.5","choices":[{"index":0,\
            "delta":{},"finish_reason":"stop"}]}

            data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","model":"gpt-5.5","choices":[],\
            "usage":{"prompt_tokens":42,"completion_tokens":100,"total_tokens":142}}

            data: [DONE]

            """);

    private static Shape of(String path, String json, String opening, String before, String after, String ending) {
        return new Shape(path, json.getBytes(UTF_8), opening.getBytes(UTF_8), before.getBytes(UTF_8),
                after.getBytes(UTF_8), ending.getBytes(UTF_8));
    }

    /// The shape of a path, Anthropic's where it is not OpenAI's.
    static Shape of(String path) {
        return path.endsWith(OPENAI.path) ? OPENAI : ANTHROPIC;
    }
}
