package dev.sluice.quickstart.journeys;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.quickstart.platform.LocalPlatform;
import dev.sluice.quickstart.platform.Ports;

import static org.assertj.core.api.Assertions.assertThat;

/// A person in a real browser: signs up, verifies, makes a key, uses it, sees the chart. Its screenshots go
/// to
/// `target/screenshots`, with `-Dsluice.screenshots=DIR` elsewhere.
@ExtendWith(RunningPlatform.class)
class BrowserJourneyIT {

    @TempDir
    private Path home;

    @Test
    void aPersonComesFromSigningUpToTheChart(LocalPlatform platform) throws IOException {
        Optional<Path> chromium = chromium();
        Assumptions.assumeTrue(chromium.isPresent(), "Chromium is not installed: apt-get install -y chromium");
        Ports ports = platform.ports();
        Path screenshots = Files.createDirectories(
                Path.of(System.getProperty("sluice.screenshots", "target/screenshots")).toAbsolutePath());

        String said = ClientProgram.run(List.of("node", ClientProgram.installed("browser.mjs").toString()),
                Map.of("APP_URL", Ports.url(ports.api()).toString(), "RELAY_URL", Ports.url(ports.relay()).toString(),
                        "MAILBOX_URL", Ports.url(ports.mailbox()).toString(), "EMAIL", RunningPlatform.newEmail(),
                        "CHROMIUM", chromium.orElseThrow().toString(), "SCREENSHOTS", screenshots.toString()),
                home);

        assertThat(said).contains("the chart shows what was used");
    }

    private static Optional<Path> chromium() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of(Path.of(folder, "chromium"), Path.of(folder, "chromium-browser")))
                .filter(Files::isExecutable).findFirst();
    }
}
