package dev.sluice.bench.provider;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.netty.handler.codec.http.QueryStringDecoder;

/// What a request's query asks the provider for: `chunks` tokens (0: one JSON answer), `gap` microseconds
/// apart (0: all at once).
record Ordered(Shape shape, int chunks, long gapNanos) {

    static Ordered of(String uri) {
        QueryStringDecoder decoder = new QueryStringDecoder(uri);
        Map<String, List<String>> query = decoder.parameters();
        return new Ordered(Shape.of(decoder.path()), Math.toIntExact(number(query, "chunks")),
                TimeUnit.MICROSECONDS.toNanos(number(query, "gap")));
    }

    private static long number(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? 0 : Long.parseLong(values.getFirst());
    }

    boolean streams() {
        return chunks > 0;
    }
}
