package dev.sluice.contracts.identity;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.Service;

/// What the owner of a key may choose. No models and no addresses mean all of them; name, description and
/// tags lie in `sealed`.
public record KeySettings(
        Set<Service> permissions,
        Set<String> models,
        Limits limits,
        Budgets budgets,
        List<String> addresses,
        @Nullable Instant expiresAt,
        String sealed) {

    public KeySettings {
        permissions = Set.copyOf(permissions);
        models = Set.copyOf(models);
        addresses = List.copyOf(addresses);
    }

    /// Without what may point to a person, for logs that keep it for ever.
    public KeySettings withoutAddresses() {
        return new KeySettings(permissions, models, limits, budgets, List.of(), expiresAt, sealed);
    }
}
