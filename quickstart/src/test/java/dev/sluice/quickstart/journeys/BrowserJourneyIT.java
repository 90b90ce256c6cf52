package dev.sluice.quickstart.journeys;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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

    private static final int PER_SECOND = 50;
    private static final int LOAD_SECONDS = 45;
    private static final int OTHERS = 5;
    private static final Duration SEEN_MAX = Duration.ofSeconds(3);

    @TempDir
    private Path home;

    @Test
    void aPersonComesFromSigningUpToTheChart(LocalPlatform platform) throws IOException {
        Path chromium = chromium();
        Ports ports = platform.ports();
        Path screenshots = Files.createDirectories(
                Path.of(System.getProperty("sluice.screenshots", "target/screenshots")).toAbsolutePath());

        String said = ClientProgram.run(List.of("node", ClientProgram.installed("browser.mjs").toString()),
                Map.of("APP_URL", Ports.url(ports.api()).toString(), "RELAY_URL", Ports.url(ports.relay()).toString(),
                        "MAILBOX_URL", Ports.url(ports.mailbox()).toString(), "EMAIL", RunningPlatform.newEmail(),
                        "CHROMIUM", chromium.toString(), "SCREENSHOTS", screenshots.toString()),
                home);

        assertThat(said).contains("the chart shows what was used");
    }

    /// While others send 50 requests per second, the page a person has open shows theirs by itself.
    @Test
    void usageAppearsInTheOpenPage(LocalPlatform platform) throws Exception {
        Path chromium = chromium();
        List<Person> others = IntStream.range(0, OTHERS).mapToObj(_ -> Person.signUp(platform, Map.of())).toList();
        others.forEach(person -> new Operator(platform).putOnPlan(person, "pro"));
        try (var person = Person.signUp(platform, Map.of());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var background = threads.submit(() -> new Load(others, PER_SECOND * LOAD_SECONDS, PER_SECOND,
                    Duration.ofMillis(5), Load.PATIENT).run(Map.of()));

            String said = ClientProgram.run(List.of("node", ClientProgram.installed("live.mjs").toString()),
                    Map.of("APP_URL", Ports.url(platform.ports().api()).toString(), "RELAY_URL",
                            person.relay().toString(), "EMAIL", person.email(), "PASSWORD", Person.PASSWORD, "KEY",
                            person.key().secret(), "CHROMIUM", chromium.toString()),
                    home);

            Figures figures = Figures.of("last byte -> row in the open page of the browser");
            said.lines().forEach(line -> figures.add(Duration.ofMillis(Long.parseLong(line))));
            figures.print();
            assertThat(figures.most()).isLessThan(SEEN_MAX);
            background.get();
        }
        others.forEach(Person::close);
    }

    private static Path chromium() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Optional<Path> found = Stream.of(path.split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of(Path.of(folder, "chromium"), Path.of(folder, "chromium-browser")))
                .filter(Files::isExecutable).findFirst();
        Assumptions.assumeTrue(found.isPresent(), "Chromium is not installed: apt-get install -y chromium");
        return found.orElseThrow();
    }
}
