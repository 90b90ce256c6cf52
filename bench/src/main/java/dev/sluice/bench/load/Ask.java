package dev.sluice.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

/// One request, ready to be sent as it is.
public record Ask(byte[] bytes) {

    private static final String ANTHROPIC = """
            {"model":"claude-opus-5-5","max_tokens":32000,"stream":%s,"metadata":{"user_id":"bench"},\
            "system":"You answer briefly.","messages":[{"role":"user","content":"Say a few words about sluices."}]}""";
    private static final String OPENAI = """
            {"model":"gpt-5.5","max_completion_tokens":32000,"stream":%s,"stream_options":{"include_usage":true},\
            "messages":[{"role":"user","content":"Say a few words about sluices."}]}""";

    /// Asks for one JSON answer.
    public static Ask json(Dialect dialect, String key) {
        return of(dialect, key, "", false);
    }

    /// Asks for a stream of `chunks` tokens, `gapMicros` apart.
    public static Ask stream(Dialect dialect, String key, int chunks, long gapMicros) {
        return of(dialect, key, "?chunks=" + chunks + "&gap=" + gapMicros, true);
    }

    private static Ask of(Dialect dialect, String key, String query, boolean stream) {
        String body = switch (dialect) {
            case ANTHROPIC -> ANTHROPIC.formatted(stream);
            case OPENAI -> OPENAI.formatted(stream);
        };
        String head = switch (dialect) {
            case ANTHROPIC -> "POST /v1/messages" + query + " HTTP/1.1\r\nx-api-key: " + key
                    + "\r\nanthropic-version: 2023-06-01";
            case OPENAI -> "POST /v1/chat/completions" + query + " HTTP/1.1\r\nx-api-key: " + key;
        };
        return new Ask((head + """
                \r
                host: 127.0.0.1\r
                user-agent: bench/1\r
                accept: application/json\r
                content-type: application/json\r
                content-length: %d\r
                \r
                %s""".formatted(body.getBytes(UTF_8).length, body)).getBytes(UTF_8));
    }

    /// Whose shape a request has.
    public enum Dialect {
        ANTHROPIC, OPENAI
    }
}
