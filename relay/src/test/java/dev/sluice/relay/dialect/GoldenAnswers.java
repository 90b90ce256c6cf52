package dev.sluice.relay.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.TokenUsage;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Answers as providers send them, with what must be read of each: `golden/<dialect>/<name>.sse|json` beside
/// `<name>.expected`.
final class GoldenAnswers {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Map<String, Dialect> DIALECTS = Map.of("messages", Dialect.ANTHROPIC_MESSAGES, "count_tokens",
            Dialect.ANTHROPIC_COUNT_TOKENS, "responses", Dialect.OPENAI_RESPONSES, "compact",
            Dialect.OPENAI_RESPONSES_COMPACT, "chat", Dialect.OPENAI_CHAT_COMPLETIONS, "completions",
            Dialect.OPENAI_COMPLETIONS);

    /// One answer; `name` is `dialect/file`.
    record Golden(String name, Dialect dialect, byte[] bytes, String expected) {

        boolean isStream() {
            return name.endsWith(".sse");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private GoldenAnswers() {}

    /// Of the answers in that folder.
    static Dialect dialect(String folder) {
        Dialect dialect = DIALECTS.get(folder);
        if (dialect == null) {
            throw new IllegalStateException(folder + ": no dialect of that folder (expected: " + DIALECTS + ")");
        }
        return dialect;
    }

    static Stream<Golden> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".sse") || file.toString().endsWith(".json")).sorted()
                    .map(GoldenAnswers::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden read(Path file) {
        try {
            String name = FOLDER.relativize(file).toString();
            Path expected = file
                    .resolveSibling(file.getFileName().toString().replaceAll("\\.(sse|json)$", ".expected"));
            return new Golden(name, dialect(name.substring(0, name.indexOf('/'))), Files.readAllBytes(file),
                    Files.readString(expected, UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A reading in the words of an `.expected` file.
    static String inWords(UsageReading reading, boolean body) {
        return reading.ending() + " " + classes(reading.tokens()) + " " + told(reading) + " searches="
                + reading.webSearches() + " text=" + (body && reading.textBytes() > 0 ? "body" : reading.textBytes())
                + " "
                + (reading.model() == null ? "-" : reading.model()) + " "
                + (reading.serviceTier() == null ? "-" : reading.serviceTier());
    }

    private static String told(UsageReading reading) {
        return reading.tokens() == null ? "untold" : reading.outputTold() ? "told" : "provisional";
    }

    private static String classes(@Nullable TokenUsage tokens) {
        return tokens == null
                ? "-"
                : tokens.input() + "/" + tokens.output() + "/" + tokens.cacheRead() + "/" + tokens.cacheWrite5m() + "/"
                        + tokens.cacheWrite30m() + "/" + tokens.cacheWrite1h() + "/" + tokens.cacheWrite12h() + "/"
                        + tokens.reasoning();
    }
}
