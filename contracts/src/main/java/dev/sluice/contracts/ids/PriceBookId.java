package dev.sluice.contracts.ids;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one immutable version of the price book: `pb-YYYY-MM-DD.n`.
public record PriceBookId(@JsonValue String value) implements Comparable<PriceBookId> {

    private static final Pattern FORM = Pattern.compile("pb-\\d{4}-\\d{2}-\\d{2}\\.\\d{1,4}");

    @JsonCreator
    public PriceBookId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("priceBook: " + value + " (expected: pb-YYYY-MM-DD.n)");
        }
    }

    @Override
    public int compareTo(PriceBookId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
