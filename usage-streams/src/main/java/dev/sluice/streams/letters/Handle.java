package dev.sluice.streams.letters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a person names a dead letter: `2@17`, partition and offset in `dlq.account.events`.
public record Handle(int partition, long offset) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})@(\\d{1,18})");

    /// Throws `IllegalArgumentException` for what is no handle.
    public static Handle parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("letter: " + text + " (expected: PARTITION@OFFSET, as dlq list shows)");
        }
        return new Handle(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)));
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
