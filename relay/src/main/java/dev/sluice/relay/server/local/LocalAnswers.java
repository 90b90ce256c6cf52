package dev.sluice.relay.server.local;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.relay.refusal.RefusalAnswer;
import dev.sluice.relay.refusal.Wire;

/// Answers that need no provider.
public final class LocalAnswers {

    private LocalAnswers() {}

    public static HttpResponse refusal(RefusalAnswer refusal) {
        HttpResponse response = response(HttpResponseStatus.valueOf(refusal.status()), refusal.body());
        refusal.headers().forEach((name, value) -> response.headers().set(name, value));
        return response;
    }

    public static HttpResponse empty(RequestId requestId) {
        return named(response(HttpResponseStatus.OK, ""), requestId);
    }

    /// Empty when there is no such model, or the key may not use it.
    public static Optional<HttpResponse> models(
            PriceBook book, KeyView key, Route.Models route, Wire wire, RequestId requestId) {
        ModelList.Shape shape = route.codexShape()
                ? ModelList.Shape.CODEX
                : wire == Wire.ANTHROPIC ? ModelList.Shape.ANTHROPIC : ModelList.Shape.OPENAI;
        String json = route.id().isEmpty()
                ? ModelList.all(book, key, shape)
                : ModelList.one(book, key, route.id(), shape);
        return json.isEmpty() ? Optional.empty() : Optional.of(named(response(HttpResponseStatus.OK, json), requestId));
    }

    public static HttpResponse json(String json, RequestId requestId) {
        return named(response(HttpResponseStatus.OK, json), requestId);
    }

    private static HttpResponse named(HttpResponse response, RequestId requestId) {
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        response.headers().set("request-id", requestId.value());
        response.headers().set("x-request-id", requestId.value());
        return response;
    }

    private static HttpResponse response(HttpResponseStatus status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
                Unpooled.wrappedBuffer(bytes));
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        return response;
    }
}
