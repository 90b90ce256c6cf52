package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// `./sluice verify` over the platform, as an operator runs it.
final class Verify {

    private static final Duration REST_MAX = Duration.ofMinutes(4);

    private Verify() {}

    /// Redis may still be filled again, and gets the time for it.
    static void assertNothingDiffers(LocalPlatform platform) {
        Awaitility.await("verify").atMost(REST_MAX).pollDelay(Duration.ZERO).pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(page(platform)).contains("Nothing differs."));
    }

    private static String page(LocalPlatform platform) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                    .toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                    "-jar", jar().toString(), "verify", "--port-offset", "" + platform.ports().offset()))
                    .redirectErrorStream(true).start();
            String page = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            page.lines().limit(1).forEach(line -> Figures.print("verify: " + line));
            assertThat(process.waitFor()).as(page).isZero();
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("../usage-streams/target"))) {
            return jars.filter(jar -> jar.getFileName().toString().endsWith("-exec.jar")).findFirst().orElseThrow();
        }
    }
}
