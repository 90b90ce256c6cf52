package dev.sluice.bench.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The section of `RESULTS.md` that a run replaces.
final class Results {

    private static final String BEGIN = "<!-- the table of the last recorded run -->\n";
    private static final String END = "<!-- end of the table -->\n";

    private Results() {}

    /// Throws `IllegalStateException` when the page has no such section.
    static void write(Path page, String text) throws IOException {
        String all = Files.readString(page);
        int begin = all.indexOf(BEGIN);
        int end = all.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(page + " has no place for the table (expected: the lines " + BEGIN.strip()
                    + " and " + END.strip() + ")");
        }
        Files.writeString(page, all.substring(0, begin + BEGIN.length()) + "\n" + text + "\n" + all.substring(end));
    }
}
