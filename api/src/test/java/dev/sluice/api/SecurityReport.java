package dev.sluice.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a test of security saw, a row each: `target/reports/<name>.md` for who wants to see it.
final class SecurityReport implements AutoCloseable {

    private static final Path FOLDER = Path.of("target", "reports");

    private final Path file;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    /// `columns` are the heads of its table.
    SecurityReport(String name, String title, String... columns) {
        this.file = FOLDER.resolve(name + ".md");
        lines.add("# " + title + "\n");
        row((Object[]) columns);
        lines.add("|---".repeat(columns.length) + "|");
    }

    void row(Object... cells) {
        lines.add("| " + String.join(" | ", List.of(cells).stream().map(Object::toString).toList()) + " |");
    }

    @Override
    public void close() {
        try {
            Files.createDirectories(FOLDER);
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
