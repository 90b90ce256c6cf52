package dev.sluice.quickstart.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The script `./sluice` on a machine without the JDK: as it is, but for the places where it looks.
class SluiceScriptTest {

    @TempDir
    private Path machine;

    private record Ended(int exitCode, String output, String errors) {}

    @ParameterizedTest
    @ValueSource(strings = {"up", "test", "doctor", "down", "status", "journal", "verify", "explain",
            "balance", "dlq", "simulate"})
    void saysInOneSentenceThatThereIsNoJdk(String command) throws Exception {
        Path old = machine.resolve("jdk-17");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.9\"\n");

        Ended ended = run(command, old);

        assertThat(ended.exitCode()).isOne();
        assertThat(ended.output()).isEmpty();
        assertThat(ended.errors()).hasLineCount(1).startsWith("No JDK 25 was found (looked at JAVA_HOME=" + old)
                .endsWith("install one, or set JAVA_HOME to it.\n");
    }

    @Test
    void helpNeedsNoJdk() throws Exception {
        Files.createDirectories(machine.resolve("quickstart/src/main/resources"));
        Files.writeString(machine.resolve("quickstart/src/main/resources/help.txt"), "help\n");

        assertThat(run("help", machine)).isEqualTo(new Ended(0, "help\n", ""));
    }

    private Ended run(String command, Path javaHome) throws IOException, InterruptedException {
        String script = Files.readString(Path.of("../sluice"));
        for (String place : new String[]{" /usr/", " /opt/", " /Library/"}) {
            script = script.replace(place, " " + machine + place.strip());
        }
        Path copy = Files.writeString(machine.resolve("sluice"), script);
        var builder = new ProcessBuilder("sh", copy.toString(), command).directory(machine.toFile());
        builder.environment().putAll(Map.of("JAVA_HOME", javaHome.toString(), "HOME", machine.toString()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output, errors);
    }
}
