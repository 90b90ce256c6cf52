package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import dev.sluice.quickstart.platform.PlatformOptions.Upstreams;

/// Unpacks the built services and lets every program of the platform whose AOT cache is missing or old write one,
/// in a run of the whole platform: what is not loaded there is loaded slowly at each start. A program without a
/// cache starts all the same.
public record AotCaches(PrintStream out) {

    private static final int UNPACKING_SECONDS_MAX = 60;
    private static final int OFFSET_FIRST = 20_000;
    private static final int OFFSETS = 25_000;
    private static final int OFFSETS_TRIED_MAX = 10;
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /// Makes what is missing or older than what it is made from.
    public boolean make(Path home) {
        Services.NAMES.forEach(service -> unpack(service, home.resolve(service).resolve("target")));
        var builds = new Builds(home, true);
        List<AotCache> old = Stream.concat(Services.NAMES.stream().map(builds::cache), Stream.of(builds.kafkaCache()))
                .filter(cache -> !cache.isCurrent()).toList();
        if (!old.isEmpty()) {
            train(home, old);
        }
        return true;
    }

    private static void unpack(String service, Path target) {
        try {
            Path jar = Builds.jar(service, target);
            Path unpacked = target.resolve("run").resolve(service + ".jar");
            if (Builds.isNewer(unpacked, jar)) {
                return;
            }
            Process unpacking = new ProcessBuilder(JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract",
                    "--force", "--destination", target.resolve("run").toString(), "--application-filename",
                    service + ".jar").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (!unpacking.waitFor(UNPACKING_SECONDS_MAX, TimeUnit.SECONDS)) {
                unpacking.destroyForcibly();
            }
            Files.setLastModifiedTime(unpacked, Builds.changedAt(unpacked));
        } catch (IOException cause) {
            throw new StartFailure("The service " + service + " cannot be unpacked: " + cause.getMessage(), cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Unpacking " + service + " was interrupted.", stopped);
        }
    }

    /// In a folder of its own with secrets of its own: a run of training must touch nobody's data. The caches are
    /// written when the programs end.
    private void train(Path home, List<AotCache> old) {
        try {
            for (AotCache cache : old) {
                Files.deleteIfExists(cache.file());
            }
            Path data = home.resolve("quickstart").resolve("target").resolve("training");
            try (var platform = LocalPlatform.train(
                    new PlatformOptions(home, data, freePorts(home, data), true, Upstreams.stub()))) {
                platform.awaitReady(_ -> {
                });
            }
        } catch (StartFailure failure) {
            out.println("  no run of training: " + failure.sentence());
        } catch (IOException cause) {
            throw new StartFailure("An old AOT cache cannot be deleted: " + cause.getMessage(), cause);
        }
        out.printf("  AOT caches written: %d of %d%n", old.stream().filter(AotCache::isCurrent).count(), old.size());
    }

    private static Ports freePorts(Path home, Path data) {
        return Stream.generate(() -> OFFSET_FIRST + RandomGenerator.getDefault().nextInt(OFFSETS))
                .limit(OFFSETS_TRIED_MAX).map(Ports::new)
                .filter(ports -> Preflight.look(new PlatformOptions(home, data, ports, true, Upstreams.stub())).stream()
                        .allMatch(finding -> finding.problem().isEmpty()))
                .findFirst().orElseThrow(() -> new StartFailure("Nowhere is room for a run of training."));
    }
}
