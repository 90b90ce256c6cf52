package dev.sluice.contracts.admission;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import dev.sluice.contracts.ids.RequestId;

/// Local entries of one request that a view now counts: extensions `first` to `last`, where 0 is the
/// reservation. Written `req_…#first-last`.
public record Consumed(RequestId requestId, int first, int last) {

    public Consumed {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("consumed: " + first + "-" + last + " (expected: 0 <= first <= last)");
        }
    }

    @JsonCreator
    public static Consumed parse(String text) {
        int hash = text.indexOf('#');
        int dash = text.indexOf('-', hash);
        if (hash < 0 || dash < 0) {
            throw new IllegalArgumentException("consumed: " + text + " (expected: req_<uuid>#first-last)");
        }
        return new Consumed(new RequestId(text.substring(0, hash)), Integer.parseInt(text.substring(hash + 1, dash)),
                Integer.parseInt(text.substring(dash + 1)));
    }

    @JsonValue
    @Override
    public String toString() {
        return requestId + "#" + first + "-" + last;
    }
}
