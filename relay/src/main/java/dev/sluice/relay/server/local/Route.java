package dev.sluice.relay.server.local;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;

import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.Unfit;
import dev.sluice.relay.refusal.Wire;

/// What a request is for. Routes answer under `/api/client` and at the root; the query belongs to the
/// provider.
public sealed interface Route {

    /// Goes to a provider; `pathAndQuery` is without the base path.
    record Relayed(Dialect dialect, String pathAndQuery) implements Route {}

    /// The models that the key may use; `id` is empty for the whole list.
    record Models(String id, boolean codexShape) implements Route {}

    /// What the key has left.
    record Usage() implements Route {}

    /// A client looks whether anyone is there.
    record Hello() implements Route {}

    record Refused(Refusal refusal, Wire wire) implements Route {}

    String BASE = "/api/client";
    String MODELS = "/v1/models";
    String USAGE = "/v1/usage";
    String HELLO = "/api/hello";
    Map<String, Dialect> DIALECTS = Arrays.stream(Dialect.values())
            .collect(Collectors.toUnmodifiableMap(Dialect::route, Function.identity()));

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
        if (path.equals(HELLO) || path.equals("/")) {
            return reads ? new Hello() : new Refused(new Unfit.MethodNotServed("GET, HEAD"), Wire.ANTHROPIC);
        }
        if (path.equals(MODELS) || path.startsWith(MODELS + "/")) {
            return reads ? models(path, target) : new Refused(new Unfit.MethodNotServed("GET"), wireOf(request));
        }
        if (path.equals(USAGE)) {
            return reads ? new Usage() : new Refused(new Unfit.MethodNotServed("GET"), wireOf(request));
        }
        return unserved(path, request);
    }

    private static Route models(String path, String target) {
        String id = path.length() > MODELS.length() ? path.substring(MODELS.length() + 1) : "";
        boolean codex = target.indexOf("client_version=", path.length()) >= 0;
        return new Models(decoded(id), codex);
    }

    /// A name that is not encoded properly stands for itself: no model is called so.
    private static String decoded(String segment) {
        try {
            return QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"));
        } catch (IllegalArgumentException notEncoded) {
            return segment;
        }
    }

    private static Route unserved(String path, HttpRequest request) {
        for (Dialect dialect : DIALECTS.values()) {
            if (path.startsWith(dialect.route() + "/")) {
                return new Refused(new Unfit.StoredNotServed(path), Wire.of(dialect));
            }
        }
        return new Refused(new Unfit.RouteUnknown(path), wireOf(request));
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
