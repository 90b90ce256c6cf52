package dev.sluice.relay.server;

import java.util.Map;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;

import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.Unfit;
import dev.sluice.relay.refusal.Wire;

/// What a request is for. Routes answer under `/api/client` and at the root; the query belongs to
/// the provider.
sealed interface Route {

    /// Goes to a provider; `pathAndQuery` is without the base path.
    record Relayed(Dialect dialect, String pathAndQuery) implements Route {}

    /// The models that the key may use; `id` is empty for the whole list.
    record Models(String id, boolean codexShape) implements Route {}

    /// A client looks whether anyone is there.
    record Hello() implements Route {}

    record Refused(Refusal refusal, Wire wire) implements Route {}

    String BASE = "/api/client";
    String MODELS = "/v1/models";
    Map<String, Dialect> DIALECTS = Map.of(
            Dialect.ANTHROPIC_MESSAGES.route(), Dialect.ANTHROPIC_MESSAGES,
            Dialect.ANTHROPIC_COUNT_TOKENS.route(), Dialect.ANTHROPIC_COUNT_TOKENS,
            Dialect.OPENAI_RESPONSES.route(), Dialect.OPENAI_RESPONSES,
            Dialect.OPENAI_CHAT_COMPLETIONS.route(), Dialect.OPENAI_CHAT_COMPLETIONS);

    static Route of(HttpRequest request) {
        String uri = request.uri();
        String target = uri.startsWith(BASE + "/") ? uri.substring(BASE.length()) : uri;
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        Dialect dialect = DIALECTS.get(path);
        if (dialect != null) {
            return relayed(request, dialect, target);
        }
        HttpMethod method = request.method();
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        if (path.equals("/api/hello") || path.equals("/")) {
            return reads ? new Hello() : new Refused(new Unfit.MethodNotServed("GET, HEAD"), Wire.ANTHROPIC);
        }
        if (path.equals(MODELS) || path.startsWith(MODELS + "/")) {
            String id = path.length() > MODELS.length() ? path.substring(MODELS.length() + 1) : "";
            return reads
                    ? new Models(id, query >= 0 && target.indexOf("client_version=", query) >= 0)
                    : new Refused(new Unfit.MethodNotServed("GET"), Wire.OPENAI_CHAT);
        }
        return new Refused(new Unfit.RouteUnknown(), wireOf(request));
    }

    private static Route relayed(HttpRequest request, Dialect dialect, String target) {
        if (request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            return new Refused(new Unfit.WebSocketNotServed(), Wire.of(dialect));
        }
        return request.method().equals(HttpMethod.POST)
                ? new Relayed(dialect, target)
                : new Refused(new Unfit.MethodNotServed("POST"), Wire.of(dialect));
    }

    /// Who asks is guessed by a header that all of Anthropic's clients send.
    static Wire wireOf(HttpRequest request) {
        return request.headers().contains("anthropic-version") ? Wire.ANTHROPIC : Wire.OPENAI_CHAT;
    }
}
