package dev.sluice.relay.server.local;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.pricing.ModelPrice;
import dev.sluice.contracts.pricing.PriceBook;

/// The models that a key may use, in the shape its client reads (wire-protocols §8.5). What has no price is
/// not offered. The book's date stands for every model's.
final class ModelList {

    /// Whose client asks.
    enum Shape {
        ANTHROPIC, CODEX, OPENAI
    }

    private ModelList() {}

    /// JSON of the whole list.
    static String all(PriceBook book, KeyView key, Shape shape) {
        List<Map<String, Object>> models = book.models().entrySet().stream()
                .filter(model -> permits(key, model.getKey(), model.getValue()))
                .map(model -> entry(model.getKey(), model.getValue(), book.effectiveFrom(), shape)).toList();
        Map<String, Object> list = new LinkedHashMap<>();
        switch (shape) {
            case ANTHROPIC -> {
                list.put("data", models);
                list.put("has_more", false);
                list.put("first_id", models.isEmpty() ? null : models.getFirst().get("id"));
                list.put("last_id", models.isEmpty() ? null : models.getLast().get("id"));
            }
            case CODEX -> list.put("models", models);
            case OPENAI -> {
                list.put("object", "list");
                list.put("data", models);
            }
        }
        return SluiceJson.mapper().writeValueAsString(list);
    }

    /// JSON of one model under the name it was asked for; empty when the key may not use it.
    static String one(PriceBook book, KeyView key, String id, Shape shape) {
        return book.find(id).filter(found -> permits(key, found.id(), found.price()) || permits(key, id, found.price()))
                .map(found -> SluiceJson.mapper()
                        .writeValueAsString(entry(id, found.price(), book.effectiveFrom(), shape)))
                .orElse("");
    }

    private static boolean permits(KeyView key, String id, ModelPrice price) {
        return key.permissions().contains(price.service()) && (key.models().isEmpty() || key.models().contains(id));
    }

    private static Map<String, Object> entry(String id, ModelPrice price, Instant at, Shape shape) {
        Map<String, Object> model = new LinkedHashMap<>();
        switch (shape) {
            case ANTHROPIC -> {
                model.put("type", "model");
                model.put("id", id);
                model.put("display_name", id);
                model.put("created_at", at.toString());
            }
            case CODEX -> {
                model.put("slug", id);
                model.put("display_name", id);
                model.put("context_window", price.contextWindow());
            }
            case OPENAI -> {
                model.put("id", id);
                model.put("object", "model");
                model.put("created", at.getEpochSecond());
                model.put("owned_by", price.service().name().toLowerCase(Locale.ROOT));
            }
        }
        return model;
    }
}
