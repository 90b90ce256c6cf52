package dev.sluice.api.people;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// What the owner of a key calls it; personal, so sealed in the log.
public record KeyLabel(String name, @Nullable String description, List<String> tags) {

    public KeyLabel {
        tags = List.copyOf(tags);
    }

    @Override
    public String toString() {
        return "KeyLabel[…]";
    }
}
