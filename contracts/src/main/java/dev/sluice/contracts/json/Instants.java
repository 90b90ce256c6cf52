package dev.sluice.contracts.json;

import java.time.Instant;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/// Reads and writes instants through `InstantText`; what has another form is left to Jackson.
final class Instants {

    static final SimpleModule MODULE = new SimpleModule("instants").addSerializer(Instant.class, new Writer())
            .addDeserializer(Instant.class, new Reader());

    private Instants() {}

    private static final class Writer extends StdScalarSerializer<Instant> {

        Writer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator to, SerializationContext context) {
            to.writeString(InstantText.of(instant));
        }
    }

    private static final class Reader extends StdScalarDeserializer<Instant> {

        Reader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser from, DeserializationContext context) {
            Instant plain = from.hasToken(JsonToken.VALUE_STRING) ? InstantText.parse(from.getString()) : null;
            return plain == null ? InstantDeserializer.INSTANT.deserialize(from, context) : plain;
        }
    }
}
