package dev.sluice.quickstart.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// `chromium.sh` on machines that have only the programs each test gives them.
class ChromiumScriptTest {

    private static final String BY_HAND = ": sudo apt-get install -y chromium\n";

    @TempDir
    private Path machine;

    private record Ended(int exitCode, String output, String errors) {}

    @BeforeEach
    void anOrdinaryMachine() throws IOException {
        for (String program : List.of("sh", "env", "timeout", "grep", "tail", "chmod")) {
            Path real = Path.of("/usr/bin", program);
            Files.createSymbolicLink(machine.resolve(program), Files.exists(real) ? real : Path.of("/bin", program));
        }
        program("id", "echo 0");
    }

    @Test
    void aBrowserThatRunsIsEnough() throws Exception {
        program("chromium-browser", "exit 0");

        assertThat(run()).isEqualTo(new Ended(0, "", ""));
    }

    @Test
    void installsTheBrowserThoughASourceIsAway() throws Exception {
        program("apt-get",
                """
                        case "$*" in
                        *update*) echo "E: a source is away" >&2; exit 100 ;;
                        *) [ "$DEBIAN_FRONTEND" = noninteractive ] && printf '#!/bin/sh\\n' >%1$s/chromium && chmod +x %1$s/chromium ;;
                        esac"""
                        .formatted(machine));

        assertThat(run()).isEqualTo(new Ended(0, "Installing Chromium for the browser journey ...\n", ""));
    }

    @Test
    void saysWhyItCouldNotBeInstalled() throws Exception {
        program("apt-get", "echo 'E: Unable to locate package chromium' >&2; exit 100");

        Ended ended = run();

        assertThat(ended.exitCode()).isOne();
        assertThat(ended.errors()).hasLineCount(1).contains("(E: Unable to locate package chromium)").endsWith(BY_HAND);
    }

    @Test
    void aNameThatOnlySaysWhereToGetTheBrowserIsNone() throws Exception {
        program("chromium-browser", "echo 'install the snap'; exit 1");
        program("apt-get", "exit 0");

        Ended ended = run();

        assertThat(ended.exitCode()).isOne();
        assertThat(ended.errors()).contains("(what was installed does not run)").endsWith(BY_HAND);
    }

    @Test
    void asksNobodyForAPassword() throws Exception {
        program("id", "echo 1000");
        program("apt-get", "echo 'must not be called' >&2; exit 1");
        program("sudo", "[ \"$1\" = -n ] || echo 'asks for a password' >&2; exit 1");

        Ended ended = run();

        assertThat(ended).isEqualTo(new Ended(1, "", "The browser journey did not run, Chromium is missing "
                + "(it may not be installed from here)" + BY_HAND));
    }

    private void program(String name, String body) throws IOException {
        Path file = Files.writeString(machine.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended run() throws IOException, InterruptedException {
        var builder = new ProcessBuilder("/bin/sh", Path.of("chromium.sh").toAbsolutePath().toString())
                .directory(machine.toFile());
        builder.environment().put("PATH", machine.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output, errors);
    }
}
