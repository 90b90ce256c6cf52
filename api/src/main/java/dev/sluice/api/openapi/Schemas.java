package dev.sluice.api.openapi;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;

/// Schemas of types that no route names.
final class Schemas {

    private Schemas() {}

    static void add(Components components, Class<?> type) {
        ModelConverters.getInstance(true).readAll(type).forEach(components::addSchemas);
    }
}
