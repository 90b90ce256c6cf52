package dev.sluice.api.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Objects.requireNonNull;

/// Requests and answers to show, by operation: the resource `openapi/examples.json`. There the text `@Name` is the
/// shape of that name, and an object with a member `@` is that shape with its other members; null takes one away.
final class Examples {

    private static final String FILE = "/openapi/examples.json";
    private static final String SHAPE = "@";

    private final Map<String, Object> shapes;
    private final Map<String, OfOperation> operations;

    private Examples(File file) {
        this.shapes = file.shapes();
        this.operations = file.operations();
    }

    private record File(Map<String, Object> shapes, Map<String, OfOperation> operations) {}

    /// @param response
    ///            as JSON
    /// @param responses
    ///            by media type, where it is not just JSON
    /// @param problems
    ///            status → code and title of one that only this operation answers
    record OfOperation(@Nullable Object request, @Nullable Object response, @Nullable Map<String, Object> responses,
            @Nullable Map<String, List<String>> problems) {

        private static final OfOperation NONE = new OfOperation(null, null, null, null);

        Map<String, List<String>> ownProblems() {
            return problems == null ? Map.of() : problems;
        }
    }

    static Examples load() {
        try (InputStream file = Examples.class.getResourceAsStream(FILE)) {
            return new Examples(JsonMapper.shared().readValue(requireNonNull(file, FILE), File.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    OfOperation of(String operationId) {
        return operations.getOrDefault(operationId, OfOperation.NONE);
    }

    /// Null where there is none.
    @Nullable
    Object request(String operationId) {
        return filled(of(operationId).request());
    }

    /// Null where there is none.
    @Nullable
    Object response(String operationId, String mediaType) {
        OfOperation operation = of(operationId);
        return filled(operation.responses() == null ? operation.response() : operation.responses().get(mediaType));
    }

    private @Nullable Object filled(@Nullable Object value) {
        return switch (value) {
            case String text when text.startsWith(SHAPE) -> shape(text.substring(1));
            case Map<?, ?> members -> filled(members);
            case List<?> items -> items.stream().map(this::filled).toList();
            case null, default -> value;
        };
    }

    private Map<String, Object> filled(Map<?, ?> members) {
        Map<String, Object> filled = new LinkedHashMap<>();
        if (members.get(SHAPE) instanceof String name && shape(name) instanceof Map<?, ?> shape) {
            shape.forEach((member, value) -> filled.put(member.toString(), value));
        }
        for (Entry<?, ?> member : members.entrySet()) {
            Object value = filled(member.getValue());
            if (value == null) {
                filled.remove(member.getKey().toString());
            } else if (!member.getKey().equals(SHAPE)) {
                filled.put(member.getKey().toString(), value);
            }
        }
        return filled;
    }

    private @Nullable Object shape(String name) {
        return filled(requireNonNull(shapes.get(name), "shape " + name + " in " + FILE));
    }
}
