package dev.sluice.contracts.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one immutable version of the price book: `pb-YYYY-MM-DD.n`. The tenth of a day comes after its
/// second.
public record PriceBookId(@JsonValue String value) implements Comparable<PriceBookId> {

    private static final String FORM = "pb-0000-00-00.";
    private static final int NUMBER_AT = FORM.length();
    private static final int DIGITS_MAX = 4;

    @JsonCreator
    public PriceBookId {
        if (!isForm(value)) {
            throw new IllegalArgumentException("priceBook: " + value + " (expected: pb-YYYY-MM-DD.n)");
        }
    }

    /// By hand: it is read with every event, and a pattern takes ten times as long.
    private static boolean isForm(String value) {
        int digits = value.length() - NUMBER_AT;
        if (digits < 1 || digits > DIGITS_MAX || digits > 1 && value.charAt(NUMBER_AT) == '0') {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char expected = i < NUMBER_AT ? FORM.charAt(i) : '0';
            char c = value.charAt(i);
            if (expected == '0' ? c < '0' || c > '9' : c != expected) {
                return false;
            }
        }
        return true;
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
