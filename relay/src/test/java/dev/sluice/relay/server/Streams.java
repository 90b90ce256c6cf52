package dev.sluice.relay.server;

/// What providers answer, part by part.
final class Streams {

    static final String CLAUDE_START = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\","
            + "\"model\":\"claude-opus-5-5\",\"usage\":{\"input_tokens\":101,\"cache_creation_input_tokens\":2003,"
            + "\"cache_read_input_tokens\":30011,\"cache_creation\":{\"ephemeral_5m_input_tokens\":1500,"
            + "\"ephemeral_1h_input_tokens\":503},\"output_tokens\":1}}}\n\n";
    static final String CLAUDE_TEXT = "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
            + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Grüße 12\"}}\n\n";
    static final String CLAUDE_DELTA = "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
            + "\"end_turn\"},\"usage\":{\"output_tokens\":47}}\n\n";
    static final String CLAUDE_STOP = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    static final String[] CLAUDE_PARTS = {CLAUDE_START, CLAUDE_TEXT, CLAUDE_DELTA, CLAUDE_STOP};
    static final String CLAUDE_JSON = "{\"id\":\"msg_2\",\"model\":\"claude-opus-5-5\",\"usage\":{\"input_tokens\":10,"
            + "\"output_tokens\":5}}";
    static final String[] CHAT_PARTS = {
            "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}],\"usage\":null}\n",
            "\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}\n\n", "data: [DONE]\n\n"};
    static final String CODEX_DONE = "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":"
            + "\"resp_1\",\"model\":\"gpt-6.1-sol\",\"usage\":{\"input_tokens\":1009,\"input_tokens_details\":"
            + "{\"cached_tokens\":512},\"output_tokens\":211}}}\n\n";

    private Streams() {}
}
