package dev.sluice.contracts.schema;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Derives the JSON Schema (draft 2020-12) of a record from its components, so that schema and code
/// cannot drift apart. Unknown properties are allowed: changes are additive.
final class RecordSchema {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private RecordSchema() {}

    static ObjectNode of(Class<?> type) {
        ObjectNode schema = MAPPER.createObjectNode();
        schema.put("$schema", DIALECT);
        schema.put("$id", "urn:sluice:schema:" + type.getSimpleName());
        schema.put("title", type.getSimpleName());
        schema.setAll(ofRecord(type));
        return schema;
    }

    private static ObjectNode ofRecord(Class<?> type) {
        ObjectNode schema = MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = MAPPER.createArrayNode();
        Map<String, RecordComponent> components = new TreeMap<>();
        Arrays.stream(type.getRecordComponents()).forEach(component -> components.put(component.getName(), component));
        components.forEach((name, component) -> {
            properties.set(name, ofType(component.getGenericType()));
            if (!isNullable(component.getAnnotatedType(), component)) {
                required.add(name);
            }
        });
        schema.set("required", required);
        return schema;
    }

    private static boolean isNullable(AnnotatedType type, AnnotatedElement element) {
        return type.isAnnotationPresent(Nullable.class) || element.isAnnotationPresent(Nullable.class)
                || type instanceof AnnotatedParameterizedType generic && generic.isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode ofType(Type type) {
        return switch (type) {
            case ParameterizedType generic when generic.getRawType() == Map.class -> MAPPER.createObjectNode()
                    .put("type", "object").set("additionalProperties", ofType(generic.getActualTypeArguments()[1]));
            case ParameterizedType generic when generic.getRawType() == List.class
                    || generic.getRawType() == Set.class ->
                MAPPER.createObjectNode().put("type", "array").set("items",
                        ofType(generic.getActualTypeArguments()[0]));
            case Class<?> plain -> ofClass(plain);
            default ->
                throw new IllegalArgumentException("type: " + type + " (expected: record, enum, list, set, map)");
        };
    }

    private static ObjectNode ofClass(Class<?> type) {
        ObjectNode schema = MAPPER.createObjectNode();
        if (type == String.class) {
            return schema.put("type", "string");
        }
        if (type == boolean.class) {
            return schema.put("type", "boolean");
        }
        if (type == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        }
        if (type == long.class || type == int.class || type == Long.class) {
            return schema.put("type", "integer");
        }
        if (type.isEnum()) {
            return ofEnum(type);
        }
        return ofValue(type);
    }

    /// A record with a single `@JsonValue` component is written as that component.
    private static ObjectNode ofValue(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        boolean isValue = components.length == 1 && components[0].getAccessor().isAnnotationPresent(JsonValue.class);
        return isValue ? ofClass(components[0].getType()) : ofRecord(type);
    }

    private static ObjectNode ofEnum(Class<?> type) {
        ObjectNode schema = MAPPER.createObjectNode().put("type", "string");
        ArrayNode values = schema.putArray("enum");
        for (Object constant : type.getEnumConstants()) {
            values.add(jsonName(type, ((Enum<?>) constant).name()));
        }
        return schema;
    }

    private static String jsonName(Class<?> type, String constant) {
        try {
            JsonProperty property = type.getField(constant).getAnnotation(JsonProperty.class);
            return property == null ? constant : property.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
