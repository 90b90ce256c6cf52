package dev.sluice.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values that fit a schema of the document, by chance; what a name promises is given where it is known.
final class GeneratedValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Instant NOON = Instant.parse("2030-11-23T12:00:00Z");
    private static final int DAYS_MAX = 3_650;
    private static final String USD = "d{1,9})?$";
    private static final List<String> LETTERS = List.of("a", "Z", "7", "-", "ß", "é", "数", "🙂", "א");

    private final ServedDocument document;
    private final Random random;
    private final Map<String, Supplier<String>> known;

    /// `known` gives values of fields by their name.
    GeneratedValues(ServedDocument document, Random random, Map<String, Supplier<String>> known) {
        this.document = document;
        this.random = random;
        this.known = known;
    }

    JsonNode value(String name, JsonNode reference) {
        JsonNode schema = document.resolved(reference);
        if (known.containsKey(name)) {
            return NODES.stringNode(known.get(name).get());
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
        }
        return switch (schema.path("type").asString("object")) {
            case "string" -> NODES.stringNode(text(schema));
            case "integer" -> NODES.numberNode(number(schema));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "array" -> array(name, schema);
            default -> object(schema);
        };
    }

    ObjectNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(each -> required.add(each.asString()));
        schema.path("properties").propertyStream()
                .filter(each -> required.contains(each.getKey()) || random.nextBoolean())
                .forEach(each -> object.set(each.getKey(), value(each.getKey(), each.getValue())));
        return object;
    }

    private ArrayNode array(String name, JsonNode schema) {
        ArrayNode array = NODES.arrayNode();
        int items = 1 + random.nextInt(Math.min(2, schema.path("maxItems").asInt(2)));
        for (int i = 0; i < items; i++) {
            array.add(value(name + "[]", schema.path("items")));
        }
        return array;
    }

    private long number(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = schema.path("maximum").asLong(1_000);
        return switch (random.nextInt(3)) {
            case 0 -> least;
            case 1 -> most;
            default -> random.nextLong(least, most + 1);
        };
    }

    private String text(JsonNode schema) {
        if (schema.path("format").asString("").equals("date-time")) {
            return NOON.plusSeconds(86_400L * random.nextInt(DAYS_MAX)).toString();
        }
        String pattern = schema.path("pattern").asString("");
        if (pattern.endsWith(USD)) {
            return random.nextInt(1_000) + ".%09d".formatted(random.nextInt(1_000_000_000));
        }
        if (pattern.contains("[0-9]{6}")) {
            return "%06d".formatted(random.nextInt(1_000_000));
        }
        int least = Math.max(1, schema.path("minLength").asInt(1));
        int most = Math.min(schema.path("maxLength").asInt(40), least + 40);
        int letters = random.nextInt(4) == 0 ? most / 2 : random.nextInt(least, most + 1);
        StringBuilder text = new StringBuilder("x");
        while (text.length() < Math.max(least, letters - 1)) {
            text.append(LETTERS.get(random.nextInt(LETTERS.size())));
        }
        return text.toString();
    }
}
