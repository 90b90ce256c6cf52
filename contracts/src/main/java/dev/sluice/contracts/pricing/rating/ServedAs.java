package dev.sluice.contracts.pricing.rating;

import org.jspecify.annotations.Nullable;

/// How the provider says it served a request, in its own words; null where it said nothing.
public record ServedAs(@Nullable String tier, @Nullable String speed, @Nullable String geography) {

    public static final ServedAs STANDARD = new ServedAs(null, null, null);
}
