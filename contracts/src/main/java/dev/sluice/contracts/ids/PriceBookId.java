package dev.sluice.contracts.ids;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one immutable version of the price book: `pb-YYYY-MM-DD.n`. The tenth of a day comes after its
/// second.
public record PriceBookId(@JsonValue String value) implements Comparable<PriceBookId> {

    private static final Pattern FORM = Pattern.compile("pb-\\d{4}-\\d{2}-\\d{2}\\.(?:0|[1-9]\\d{0,3})");
    private static final int NUMBER_AT = "pb-YYYY-MM-DD.".length();

    @JsonCreator
    public PriceBookId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("priceBook: " + value + " (expected: pb-YYYY-MM-DD.n)");
        }
    }

    @Override
    public int compareTo(PriceBookId other) {
        int byDay = value.substring(0, NUMBER_AT).compareTo(other.value.substring(0, NUMBER_AT));
        return byDay == 0 ? Integer.compare(number(), other.number()) : byDay;
    }

    private int number() {
        return Integer.parseInt(value.substring(NUMBER_AT));
    }

    @Override
    public String toString() {
        return value;
    }
}
