package dev.sluice.contracts.json;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads JSON objects whose fields are known, in the form in which we write them: half the time that reflection
/// takes. Whatever is not plain (a field that is missing or comes twice, a number as text, an instant in another
/// form) is not read here but left to Jackson, so that what is accepted, and what it means, stays the same.
public final class PlainFields {

    /// What may stand in a field.
    public enum Kind {
        TEXT, OPTIONAL_TEXT, NUMBER, OPTIONAL_NUMBER, FLAG, INSTANT, TEXTS, OBJECT,
        /// Seldom there: an object that has it is not plain.
        RARE;

        private boolean isNeeded() {
            return switch (this) {
                case TEXT, NUMBER, FLAG, INSTANT, TEXTS, OBJECT -> true;
                case OPTIONAL_TEXT, OPTIONAL_NUMBER, RARE -> false;
            };
        }
    }

    /// One field of an object.
    ///
    /// @param inner
    ///            of an `OBJECT`: its own fields
    public record Field(String name, Kind kind, @Nullable PlainFields inner) {

        public static Field of(Kind kind, String name) {
            return new Field(name, kind, null);
        }

        public static Field of(PlainFields inner, String name) {
            return new Field(name, Kind.OBJECT, inner);
        }
    }

    private static final long FIELDS_MAX = Long.SIZE - 1L;

    private final Field[] fields;
    private final Map<String, Integer> places = new HashMap<>();
    /// A bit for each field that must be there.
    private final long needed;

    public PlainFields(List<Field> fields) {
        if (fields.size() > FIELDS_MAX) {
            throw new IllegalArgumentException("fields: " + fields.size() + " (expected: <= " + FIELDS_MAX + ")");
        }
        this.fields = fields.toArray(Field[]::new);
        long bits = 0;
        for (int place = 0; place < this.fields.length; place++) {
            places.put(this.fields[place].name(), place);
            bits |= this.fields[place].kind().isNeeded() ? 1L << place : 0;
        }
        this.needed = bits;
    }

    /// Empty when the bytes are not one plain object.
    public Optional<PlainValues> read(byte[] json) {
        try (JsonParser from = SluiceJson.mapper().createParser(json)) {
            from.nextToken();
            PlainValues values = read(from);
            return from.nextToken() == null ? Optional.ofNullable(values) : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private @Nullable PlainValues read(JsonParser from) {
        if (!from.hasToken(JsonToken.START_OBJECT)) {
            return null;
        }
        @Nullable
        Object[] values = new Object[fields.length];
        long seen = 0;
        for (String name = from.nextName(); name != null; name = from.nextName()) {
            Integer place = places.get(name);
            from.nextToken();
            if (place == null) {
                from.skipChildren();
                continue;
            }
            Object value = value(from, fields[place]);
            if ((seen & 1L << place) != 0 || value == null && !isAbsent(from, fields[place])) {
                return null;
            }
            seen |= 1L << place;
            values[place] = value;
        }
        return from.hasToken(JsonToken.END_OBJECT) && (seen & needed) == needed ? new PlainValues(values) : null;
    }

    private static boolean isAbsent(JsonParser from, Field field) {
        return from.hasToken(JsonToken.VALUE_NULL) && !field.kind().isNeeded();
    }

    private static @Nullable Object value(JsonParser from, Field field) {
        JsonToken token = from.currentToken();
        return switch (field.kind()) {
            case TEXT, OPTIONAL_TEXT -> token == JsonToken.VALUE_STRING ? from.getString() : null;
            case NUMBER, OPTIONAL_NUMBER -> token == JsonToken.VALUE_NUMBER_INT ? whole(from) : null;
            case FLAG -> token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE
                    ? (Object) from.getBooleanValue()
                    : null;
            case INSTANT -> token == JsonToken.VALUE_STRING ? instant(from) : null;
            case TEXTS -> texts(from);
            case OBJECT -> field.inner() == null ? null : field.inner().read(from);
            case RARE -> null;
        };
    }

    private static @Nullable Long whole(JsonParser from) {
        return switch (from.getNumberType()) {
            case INT, LONG -> from.getLongValue();
            default -> null;
        };
    }

    private static @Nullable Instant instant(JsonParser from) {
        return InstantText.parse(from.getString());
    }

    private static @Nullable Map<String, String> texts(JsonParser from) {
        if (!from.hasToken(JsonToken.START_OBJECT)) {
            return null;
        }
        Map<String, String> texts = new HashMap<>();
        for (String name = from.nextName(); name != null; name = from.nextName()) {
            if (from.nextToken() != JsonToken.VALUE_STRING || texts.put(name, from.getString()) != null) {
                return null;
            }
        }
        return from.hasToken(JsonToken.END_OBJECT) ? texts : null;
    }
}
