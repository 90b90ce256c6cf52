package dev.sluice.quickstart.platform;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.testing.FreePort;
import dev.sluice.quickstart.platform.PlatformOptions.Upstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PreflightTest {

    @TempDir
    private Path data;

    @Test
    void namesAPortThatIsTakenAndWhatToDo() throws Exception {
        var ports = new Ports(FreePort.next() - new Ports(0).api());
        var options = new PlatformOptions(Path.of(""), data, ports, false, Upstreams.stub());

        try (var _ = new ServerSocket(ports.api(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalPlatform.start(options)).isInstanceOf(StartFailure.class)
                    .hasMessage("Port %d (api) is taken: stop what listens there, or add --port-offset %d.",
                            ports.api(), ports.offset() + 100);
        }
        assertThat(data).isEmptyDirectory();
    }

    /// A file system without space that every Linux has.
    @Test
    @EnabledOnOs(OS.LINUX)
    void namesADiskWithoutSpaceAndWhatToDo() {
        var full = new PlatformOptions(Path.of(""), Path.of("/proc/sluice/data"), new Ports(40_000), false,
                Upstreams.stub());

        assertThatThrownBy(() -> LocalPlatform.start(full)).isInstanceOf(StartFailure.class).hasMessage(
                "The disk of /proc has 0 MiB left (expected: at least 1024): free some, or choose another with "
                        + "--data DIR.");
    }

    @Test
    void refusesHalfAnUpstreamByName() {
        assertThatThrownBy(() -> Upstreams.of(Map.of("SLUICE_OPENAI_URL", "https://api.openai.com")))
                .hasMessage("SLUICE_OPENAI_KEY is not set but SLUICE_OPENAI_URL is https://api.openai.com: set it too, "
                        + "or neither, to use the stub provider.");
    }

    @Test
    void refusesAnUpstreamThatIsNoAddress() {
        var environment = Map.of("SLUICE_ANTHROPIC_URL", "api.anthropic.com", "SLUICE_ANTHROPIC_KEY", "k");

        assertThatThrownBy(() -> Upstreams.of(environment)).hasMessage(
                "SLUICE_ANTHROPIC_URL: api.anthropic.com (expected: http://host or https://host)");
    }

    @Test
    void readsBackTheDemoAccountItWrote() {
        var demo = new DemoEnv("demo@example.com", "secret", "cuk_1");

        demo.write(data.resolve("demo.env"), new Ports(0));

        assertThat(DemoEnv.read(data.resolve("demo.env"))).contains(demo);
        assertThat(data.resolve("demo.env")).content().contains("SLUICE_API_URL=http://localhost:8080\n")
                .contains("SLUICE_KEY=cuk_1\n");
    }
}
