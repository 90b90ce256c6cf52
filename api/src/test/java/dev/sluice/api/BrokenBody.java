package dev.sluice.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A way to break a body, given one that fits. Null where a body has nothing to break that way.
enum BrokenBody {
    WITHOUT_A_FIELD {
        @Override
        byte @Nullable [] of(ObjectNode body, Random random) {
            return body.isEmpty() ? null : bytes(body.without(List.of(field(body, random))));
        }
    },
    WITH_AN_UNKNOWN_FIELD {
        @Override
        byte[] of(ObjectNode body, Random random) {
            return bytes(body.put("administrator", true));
        }
    },
    WITH_NULL {
        @Override
        byte @Nullable [] of(ObjectNode body, Random random) {
            return body.isEmpty() ? null : bytes(body.putNull(field(body, random)));
        }
    },
    WITH_AN_OBJECT_FOR_A_VALUE {
        @Override
        byte @Nullable [] of(ObjectNode body, Random random) {
            String name = body.isEmpty() ? null : field(body, random);
            return name == null ? null : bytes(body.set(name, body.objectNode().put("a", 1)));
        }
    },
    WITH_A_LIST_FOR_A_VALUE {
        @Override
        byte @Nullable [] of(ObjectNode body, Random random) {
            String name = body.isEmpty() ? null : field(body, random);
            return name == null ? null : bytes(body.set(name, body.arrayNode().addNull()));
        }
    },
    WITH_A_LONG_TEXT {
        @Override
        byte @Nullable [] of(ObjectNode body, Random random) {
            return body.isEmpty() ? null : bytes(body.put(field(body, random), "x".repeat(10_000)));
        }
    },
    WITH_A_HUGE_NUMBER {
        @Override
        byte @Nullable [] of(ObjectNode body, Random random) {
            return body.isEmpty() ? null : raw(body, random, "1e400");
        }
    },
    WITH_A_NEGATIVE_NUMBER {
        @Override
        byte @Nullable [] of(ObjectNode body, Random random) {
            return body.isEmpty() ? null : raw(body, random, "-9223372036854775808");
        }
    },
    WITH_A_NUMBER_AS_TEXT {
        @Override
        byte @Nullable [] of(ObjectNode body, Random random) {
            return body.isEmpty() ? null : raw(body, random, "\"5\"");
        }
    },
    WITH_A_TRUTH {
        @Override
        byte @Nullable [] of(ObjectNode body, Random random) {
            return body.isEmpty() ? null : raw(body, random, "true");
        }
    },
    WITH_ODD_UNICODE {
        @Override
        byte @Nullable [] of(ObjectNode body, Random random) {
            return body.isEmpty() ? null : raw(body, random, ODD.get(random.nextInt(ODD.size())));
        }
    },
    WITH_BROKEN_UTF_8 {
        @Override
        byte @Nullable [] of(ObjectNode body, Random random) {
            if (body.isEmpty()) {
                return null;
            }
            byte[] bytes = raw(body, random, "\"~~\"");
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("~~");
            bytes[at] = (byte) 0xC3;
            bytes[at + 1] = (byte) 0x28;
            return bytes;
        }
    },
    A_LIST {
        @Override
        byte[] of(ObjectNode body, Random random) {
            return bytes(body.arrayNode().add(body));
        }
    },
    NESTED_TOO_DEEPLY {
        @Override
        byte[] of(ObjectNode body, Random random) {
            return ("{\"a\":" + "[".repeat(20_000)).getBytes(StandardCharsets.UTF_8);
        }
    },
    CUT_SHORT {
        @Override
        byte[] of(ObjectNode body, Random random) {
            return "{\"name\":\"".getBytes(StandardCharsets.UTF_8);
        }
    },
    EMPTY {
        @Override
        byte[] of(ObjectNode body, Random random) {
            return new byte[0];
        }
    },
    TOO_LARGE {
        @Override
        byte[] of(ObjectNode body, Random random) {
            return bytes(body.put("padding", "x".repeat(70_000)));
        }
    };

    private static final List<String> ODD = List.of("\"\\u0000\"", "\"\\ud800\"", "\"\\u202ereversed\"",
            "\"\\ufeff\\u200b\"", "\"a\\r\\nBcc: everybody@example.org\"", "\"\\uffff\"");
    private static final String PLACE = "\"~place~\"";

    abstract byte @Nullable [] of(ObjectNode body, Random random);

    private static String field(ObjectNode body, Random random) {
        List<String> names = List.copyOf(body.propertyNames());
        return names.get(random.nextInt(names.size()));
    }

    /// With a value that is written as it is.
    private static byte[] raw(ObjectNode body, Random random, String value) {
        JsonNode with = body.put(field(body, random), PLACE.substring(1, PLACE.length() - 1));
        return with.toString().replace(PLACE, value).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
