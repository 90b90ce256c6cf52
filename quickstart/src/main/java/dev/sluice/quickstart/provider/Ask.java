package dev.sluice.quickstart.provider;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;

/// What the stub reads of a request body: the fields that change the form of its answer.
record Ask(String model, boolean stream, boolean includeUsage, long outputMax, int bodyBytes) {

    private static final String MODEL_UNKNOWN = "unknown";

    static Ask of(byte[] body) {
        JsonNode json = SluiceJson.mapper().readTree(body);
        if (!json.isObject()) {
            throw new IllegalArgumentException("request body: " + json.getNodeType() + " (expected: a JSON object)");
        }
        return new Ask(json.path("model").asString(MODEL_UNKNOWN), json.path("stream").asBoolean(false),
                json.path("stream_options").path("include_usage").asBoolean(false), outputMax(json), body.length);
    }

    /// The body as a question, or the sentence that says why it is none.
    static Ask orRefuse(byte[] body) {
        try {
            return of(body);
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("request body: not JSON (" + body.length + " bytes)", malformed);
        }
    }

    String modelJson() {
        return SluiceJson.mapper().writeValueAsString(model);
    }

    private static long outputMax(JsonNode json) {
        for (String name : new String[]{"max_tokens", "max_output_tokens", "max_completion_tokens"}) {
            if (json.path(name).isIntegralNumber()) {
                return json.path(name).asLong();
            }
        }
        return Long.MAX_VALUE;
    }
}
