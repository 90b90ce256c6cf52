package dev.sluice.api.web;

import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.sluice.contracts.json.SluiceJson;

/// Enums have the same names in query parameters as in JSON: `upstream-error`, not `UPSTREAM_ERROR`.
@Component
@SuppressWarnings("rawtypes")
public class WireNames implements WebMvcConfigurer, ConverterFactory<String, Enum> {

    WireNames() {}

    public static String of(Enum<?> value) {
        return SluiceJson.mapper().convertValue(value, String.class);
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverterFactory(this);
    }

    @Override
    public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
        return text -> SluiceJson.mapper().convertValue(text, type);
    }
}
