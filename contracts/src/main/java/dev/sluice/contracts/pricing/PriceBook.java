package dev.sluice.contracts.pricing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.usage.Service;

import static java.util.Objects.requireNonNull;

/// One immutable version of all prices. Reservations pin the version in force when they are made; a mistake
/// is corrected by a new version, never by an edit.
///
/// `charge` is the factor between what the rows say and what the user pays, tools included.
public record PriceBook(
        PriceBookId id,
        Instant effectiveFrom,
        Multiplier charge,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<Service, ServiceTerms> services,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, ModelPrice> models,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> aliases) {

    public static final int MODELS_MAX = 1_000;

    /// `-20251001` (Anthropic), `@20251001` (Vertex), `-2026-03-05` (OpenAI).
    private static final Pattern DATE_SUFFIX = Pattern.compile("[-@]20\\d{2}(?:\\d{4}|-\\d{2}-\\d{2})$");

    public PriceBook {
        services = Sorted.copyOf(services);
        models = Sorted.copyOf(models);
        aliases = Sorted.copyOf(aliases);
        if (models.isEmpty() || models.size() > MODELS_MAX) {
            throw new IllegalArgumentException(
                    id + ": " + models.size() + " models (expected: 1.." + MODELS_MAX + ")");
        }
        requireTerms(id, services, models);
        requireTargets(id, models, aliases);
    }

    /// The model under this exact name, else under its alias, else without its date suffix. Empty means no price
    /// is known: a request that asks for it is refused.
    public Optional<PricedModel> find(String model) {
        PricedModel named = named(model);
        return Optional.ofNullable(named == null ? named(withoutDate(model)) : named);
    }

    /// The terms of the service of a model of this book.
    public ServiceTerms termsOf(ModelPrice model) {
        return requireNonNull(services.get(model.service()), "terms");
    }

    private @Nullable PricedModel named(String model) {
        ModelPrice exact = models.get(model);
        if (exact != null) {
            return new PricedModel(model, exact);
        }
        String target = aliases.get(model);
        return target == null ? null : new PricedModel(target, requireNonNull(models.get(target), "target"));
    }

    private static String withoutDate(String model) {
        return DATE_SUFFIX.matcher(model).replaceFirst("");
    }

    private static void requireTerms(
            PriceBookId id, Map<Service, ServiceTerms> services, Map<String, ModelPrice> models) {
        models.forEach((name, price) -> {
            if (!services.containsKey(price.service())) {
                throw new IllegalArgumentException(
                        id + ": model " + name + " is of service " + price.service() + " (expected: one of "
                                + services.keySet() + ")");
            }
        });
    }

    private static void requireTargets(
            PriceBookId id, Map<String, ModelPrice> models, Map<String, String> aliases) {
        aliases.forEach((alias, target) -> {
            if (models.containsKey(alias) || !models.containsKey(target)) {
                throw new IllegalArgumentException(
                        id + ": alias " + alias + " → " + target
                                + " (expected: a name that is no model, for a model of the book)");
            }
        });
    }
}
