package dev.sluice.streams.verifying;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;

/// A value as named texts, so that a difference can be told field by field.
record Fields(Map<String, String> texts) {

    private static final int SHOWN_MAX = 160;
    private static final String NONE = "nothing";

    static Fields of(Object value) {
        JsonNode json = SluiceJson.mapper().valueToTree(value);
        Map<String, String> texts = new TreeMap<>();
        json.properties().forEach(field -> texts.put(field.getKey(), field.getValue().toString()));
        return new Fields(texts);
    }

    /// What of these differs from what the log gives; empty when nothing does.
    String differenceTo(Fields given) {
        TreeSet<String> names = new TreeSet<>(texts.keySet());
        names.addAll(given.texts.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String mine = texts.getOrDefault(name, NONE);
            String theirs = given.texts.getOrDefault(name, NONE);
            if (!Objects.equals(mine, theirs)) {
                differences.add(name + " " + shown(mine) + " (the log gives " + shown(theirs) + ")");
            }
        }
        return String.join(", ", differences);
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    }
}
