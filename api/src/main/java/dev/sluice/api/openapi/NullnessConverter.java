package dev.sluice.api.openapi;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.sluice.api.web.Usd;

/// A component of a record is required unless it is `@Nullable`; money is a string of a known form.
final class NullnessConverter implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
            Iterator<ModelConverter> chain) {
        JavaType javaType = Json31.mapper().constructType(type.getType());
        Class<?> raw = javaType == null ? Object.class : javaType.getRawClass();
        if (raw == Usd.class) {
            context.defineModel("Usd", usd(), type, null);
            return new JsonSchema().$ref("#/components/schemas/Usd");
        }
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        if (schema != null && raw.isRecord()) {
            Schema<?> model = schema.get$ref() == null
                    ? schema
                    : context.getDefinedModels().get(schema.get$ref().replaceFirst(".*/", ""));
            if (model != null) {
                require(model, raw);
            }
        }
        return schema;
    }

    private static void require(Schema<?> model, Class<?> type) {
        List<String> required = new ArrayList<>(required(type));
        if (!required.isEmpty()) {
            model.setRequired(required);
        }
    }

    private static List<String> required(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                names.addAll(required(component.getType()));
            } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
                names.add(renamed == null ? component.getName() : renamed.value());
            }
        }
        return names;
    }

    private static Schema<?> usd() {
        JsonSchema schema = new JsonSchema();
        schema.addType("string");
        schema.setDescription(
                "US dollars as a decimal string, never a JSON number: answered with nine places, accepted with at most nine.");
        schema.setPattern(Usd.PATTERN);
        schema.setExamples(List.of("0.018870200"));
        return schema;
    }
}
