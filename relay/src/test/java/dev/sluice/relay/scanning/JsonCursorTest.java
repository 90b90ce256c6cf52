package dev.sluice.relay.scanning;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonCursorTest {

    private final JsonCursor cursor = new JsonCursor();

    @Test
    void readsMembersByNameAndPassesTheRest() {
        over("{\"a\":{\"b\":[1,2,{\"c\":null}]}, \"model\" : \"claude\" ,\"n\":12,\"t\":true}").enterObject();

        StringBuilder seen = new StringBuilder();
        while (cursor.nextKey()) {
            if (cursor.keyIs("model")) {
                seen.append(cursor.string());
            } else if (cursor.keyIs("n")) {
                seen.append(cursor.integer());
            } else if (cursor.keyIs("t")) {
                seen.append(cursor.bool());
            } else {
                cursor.skip();
            }
        }
        cursor.finish();

        assertThat(seen).hasToString("claude12true");
    }

    @Test
    void understandsEscapesInKeysAndStrings() {
        over("{\"mod\\u0065l\":\"a\\n\\\"\\u00e9\\ud83d\\ude00ü\"}").enterObject();
        assertThat(cursor.nextKey()).isTrue();
        assertThat(cursor.keyIs("model")).isTrue();

        int start = cursor.position();

        assertThat(cursor.string()).isEqualTo("a\n\"é😀ü");
        byte[] json = "\"a\\n\\\"\\u00e9\\ud83d\\ude00ü\"".getBytes(UTF_8);
        assertThat(cursor.over(json, 0, json.length).textBytes()).isEqualTo("a\n\"é😀ü".getBytes(UTF_8).length);
        assertThat(start).isEqualTo(14);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-7, -7", "12.9, 12", "1e3, 1000", "99999999999999999999, 9223372036854775807",
            "-99999999999999999999, -9223372036854775807", "1e999999999, 9223372036854775807", "1e-999999999, 0",
            "1e99999999999999999999, 9223372036854775807", "-1E+99999999999999999999, -9223372036854775807",
            "1e-99999999999999999999, 0", "0e99999999999999999999, 0", "1200e-2, 12", "0.00012e+5, 12"})
    void numbersSaturateAndNeverThrow(String json, long expected) {
        assertThat(over(json).integer()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"5\"", "true", "[1]", "{\"a\":1}"})
    void whatIsNoNumberIsAbsentAndNotZero(String json) {
        assertThat(over(json).integer()).isEqualTo(JsonCursor.ABSENT);
        cursor.finish();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1 \"b\":2}", "[1,]", "[1 2]",
            "tru", "nulL", "01", "-", "1.", "1e", "\"\\x\"", "\"\\u12g4\"", "\"a\nb\"", "\"open", "{\"a\":1}x", "}",
            "[1}", "{\"a\":[}"})
    void malformedJsonIsNamedWithItsPlace(String json) {
        assertThatThrownBy(() -> {
            over(json).skip();
            cursor.finish();
        }).isInstanceOf(JsonMalformed.class).hasMessageStartingWith("invalid JSON at byte ");
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> over("[".repeat(JsonCursor.DEPTH_MAX + 1)).skip())
                .hasMessageContaining("at most 512 levels");
    }

    @Test
    void findsTheEndOfAStringAtEveryAlignment() {
        for (int length = 0; length < 40; length++) {
            String text = "é".repeat(length / 2) + "x".repeat(length % 2);
            assertThat(over("\"" + text + "\" ").string()).isEqualTo(text);
            cursor.finish();
        }
    }

    private JsonCursor over(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return cursor.over(bytes, 0, bytes.length);
    }
}
