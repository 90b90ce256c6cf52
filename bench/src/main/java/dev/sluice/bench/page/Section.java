package dev.sluice.bench.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A part of `RESULTS.md` that a run replaces: what stands between two lines.
public record Section(String begin, String end) {

    /// Throws `IllegalStateException` when the page has no such section.
    public void write(Path page, String text) throws IOException {
        String all = Files.readString(page);
        int first = all.indexOf(begin + "\n");
        int last = all.indexOf(end + "\n");
        if (first < 0 || last < first) {
            throw new IllegalStateException(
                    page + " has no place for the table (expected: the lines " + begin + " and " + end + ")");
        }
        Files.writeString(page,
                all.substring(0, first + begin.length() + 1) + "\n" + text + "\n" + all.substring(last));
    }
}
