package dev.sluice.streams.changes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many changes of a partition somebody has heard of. `life` tells one life of a partition's task from
/// the next, which counts from zero.
public record Mark(long life, long number) {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16})-(\\d{1,18})");

    /// Throws `IllegalArgumentException` for anything that [#text] did not write.
    public static Mark parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("since: " + text + " (expected: the mark of an earlier answer)");
        }
        return new Mark(Long.parseUnsignedLong(form.group(1), 16), Long.parseLong(form.group(2)));
    }

    public String text() {
        return "%016x-%d".formatted(life, number);
    }
}
