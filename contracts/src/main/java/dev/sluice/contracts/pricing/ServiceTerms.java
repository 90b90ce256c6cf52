package dev.sluice.contracts.pricing;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

/// What holds for every model of a service: factors on tokens by the tier and the geography that the provider
/// says it served, and the price of one web search, which no factor but the book's own touches.
public record ServiceTerms(
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Multiplier> tiers,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Multiplier> geographies,
        UsePrice webSearch) {

    /// Refuses factors whose combinations are no whole ppm.
    public ServiceTerms {
        tiers = Sorted.copyOf(tiers);
        geographies = Sorted.copyOf(geographies);
        for (Multiplier tier : tiers.values()) {
            geographies.values().forEach(tier::times);
        }
    }
}
