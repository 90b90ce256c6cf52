package dev.sluice.relay.refusal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.relay.refusal.Refusal.UsedUp;

/// Puts refusals into the words of each wire API, before and after the first byte of an answer.
public final class RefusalAnswers {

    /// Anthropic's gateway contract wants the header even where `x-should-retry` forbids it; a client that
    /// ignores the latter then waits a minute and no longer.
    private static final String BILLING_RETRY_AFTER = "60";

    private final Wording wording;

    /// `site` is the address of the browser application, without a slash at the end.
    public RefusalAnswers(String site) {
        this.wording = new Wording(site);
    }

    /// The whole answer.
    public RefusalAnswer answer(Refusal refusal, Wire wire, RequestId requestId) {
        Terms terms = wording.terms(refusal);
        Map<String, String> headers = headers(refusal, terms, wire);
        headers.put("content-type", "application/json");
        headers.put("request-id", requestId.value());
        headers.put("x-request-id", requestId.value());
        return wire == Wire.ANTHROPIC
                ? new RefusalAnswer(terms.anthropicStatus(), headers, json(anthropic(terms, requestId)))
                : new RefusalAnswer(terms.openAiStatus(), headers, json(Map.of("error", openAi(refusal, terms))));
    }

    /// What ends a stream that has begun, at an event border. The connection is aborted after it in any case.
    public String event(Refusal refusal, Wire wire, RequestId requestId) {
        Terms terms = wording.terms(refusal);
        return switch (wire) {
            case ANTHROPIC -> "event: error\ndata: " + json(anthropic(terms, requestId)) + "\n\n";
            case OPENAI_RESPONSES -> "event: response.failed\ndata: " + json(failedResponse(terms, requestId)) + "\n\n";
            case OPENAI_CHAT -> "data: " + json(Map.of("error", openAi(refusal, terms))) + "\n\n";
        };
    }

    private static Map<String, String> headers(Refusal refusal, Terms terms, Wire wire) {
        Map<String, String> headers = new LinkedHashMap<>();
        switch (terms.retry()) {
            case Terms.Retry.Never() -> headers.put("x-should-retry", "false");
            case Terms.Retry.After(var seconds) -> headers.put("retry-after", Long.toString(seconds));
        }
        if (refusal instanceof Refusal.WindowFull && terms.retry() instanceof Terms.Retry.After(var seconds)) {
            headers.put("ratelimit", "\"reached\";r=0;t=" + seconds);
        }
        if (refusal instanceof UsedUp) {
            if (wire == Wire.ANTHROPIC) {
                headers.put("retry-after", BILLING_RETRY_AFTER);
            } else {
                headers.put("x-codex-promo-message", terms.message());
            }
        }
        if (refusal instanceof Refusal.Unfit.WebSocketNotServed) {
            headers.put("upgrade", "HTTP/1.1");
        }
        if (refusal instanceof Refusal.Unfit.MethodNotServed(var allowed)) {
            headers.put("allow", allowed);
        }
        return headers;
    }

    private static Map<String, Object> anthropic(Terms terms, RequestId requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "error");
        body.put("error", inOrder("type", terms.anthropicType(), "message", terms.message()));
        body.put("request_id", requestId.value());
        return body;
    }

    private static Map<String, Object> openAi(Refusal refusal, Terms terms) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", terms.message());
        error.put("type", terms.openAiType());
        error.put("param", null);
        error.put("code", terms.openAiCode());
        Instant resetsAt = refusal instanceof UsedUp usedUp ? usedUp.resetsAt() : null;
        if (resetsAt != null) {
            error.put("resets_at", resetsAt.getEpochSecond());
        }
        return error;
    }

    private static Map<String, Object> failedResponse(Terms terms, RequestId requestId) {
        String code = terms.openAiCode() == null ? "server_error" : terms.openAiCode();
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("id", requestId.value());
        response.put("object", "response");
        response.put("status", "failed");
        response.put("error", inOrder("code", code, "message", terms.message()));
        response.put("usage", null);
        return inOrder("type", "response.failed", "response", response);
    }

    private static Map<String, Object> inOrder(String first, Object firstValue, String second, Object secondValue) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, firstValue);
        map.put(second, secondValue);
        return map;
    }

    private static String json(Map<String, ?> body) {
        return SluiceJson.mapper().writeValueAsString(body);
    }
}
