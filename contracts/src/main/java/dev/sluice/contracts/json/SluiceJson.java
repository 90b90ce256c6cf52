package dev.sluice.contracts.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The JSON of topics and internal calls: camelCase, RFC 3339 instants, absent instead of null, unknown
/// fields ignored so that additive changes are harmless.
public final class SluiceJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(Instants.MODULE)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private SluiceJson() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }
}
