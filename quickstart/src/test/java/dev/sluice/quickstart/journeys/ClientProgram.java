package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a real client as a person would, in a clean environment and with its standard input closed.
final class ClientProgram {

    private static final Duration ANSWER_MAX = Duration.ofMinutes(4);
    private static final Path CLIENTS = Path.of("clients").toAbsolutePath();
    /// A closed port: no call of a client to another host gets out.
    private static final Map<String, String> NO_OTHER_HOSTS = Map.of("HTTPS_PROXY", "http://127.0.0.1:9", "NO_PROXY",
            "127.0.0.1,localhost");

    private ClientProgram() {}

    static Path installed(String path) {
        Path program = CLIENTS.resolve(path);
        if (!Files.exists(program)) {
            throw new IllegalStateException(program + " is missing: run npm ci in " + CLIENTS);
        }
        return program;
    }

    /// What the program wrote to its standard output; an exit code other than 0 is an error with all it said.
    static String run(List<String> command, Map<String, String> environment, Path home) {
        try {
            Path errors = Files.createTempFile("client", ".err");
            Path output = Files.createTempFile("client", ".out");
            var builder = new ProcessBuilder(command).directory(home.toFile())
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment().clear();
            builder.environment().putAll(NO_OTHER_HOSTS);
            builder.environment().put("PATH", System.getenv("PATH"));
            builder.environment().put("HOME", home.toString());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String said = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(command.getFirst() + (ended
                        ? " ended with " + process.exitValue()
                        : " did not end") + ":\n" + said + "\n" + Files.readString(errors));
            }
            return said;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }
}
