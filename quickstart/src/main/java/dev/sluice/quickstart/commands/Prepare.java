package dev.sluice.quickstart.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.sluice.quickstart.platform.StartFailure;

/// Unpacks each built service and lets it write a JDK AOT cache in a first, short run, so that later ones
/// start in half the time. A service without a cache starts all the same, only slower.
record Prepare(PrintStream out) {

    private static final List<String> SERVICES = List.of("usage-streams", "billing", "api", "relay");
    private static final int TRAINING_SECONDS_MAX = 120;
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    boolean run(Path home) {
        SERVICES.forEach(service -> prepare(service, home.resolve(service).resolve("target")));
        return true;
    }

    private void prepare(String service, Path target) {
        try {
            Path jar = jar(service, target);
            Path unpacked = target.resolve("run").resolve(service + ".jar");
            if (isNewer(unpacked, jar)) {
                return;
            }
            execute(service, List.of(JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--force",
                    "--destination", target.resolve("run").toString(), "--application-filename", service + ".jar"));
            Path cache = target.resolve(service + ".aot");
            Files.deleteIfExists(cache);
            execute(service, List.of(JAVA, "-XX:AOTCacheOutput=" + cache, "-XX:+UseSerialGC", "-Xmx512m",
                    "-Dspring.context.exit=onRefresh", "-Dspring.main.banner-mode=off", "-jar", unpacked.toString()));
            out.println("  " + service + (Files.exists(cache) ? ": AOT cache written" : ": no AOT cache"));
        } catch (IOException cause) {
            throw new StartFailure("The service " + service + " cannot be prepared: " + cause.getMessage(), cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Preparing " + service + " was interrupted.", stopped);
        }
    }

    private static Path jar(String service, Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar")).findFirst()
                    .orElseThrow(() -> new StartFailure("The service " + service + " is not built (no *-exec.jar in "
                            + target + "): run mvn package."));
        }
    }

    private static boolean isNewer(Path made, Path source) throws IOException {
        return Files.exists(made) && Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(source)) >= 0;
    }

    private static void execute(String service, List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("sluice-" + service, ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile())).start();
        if (!process.waitFor(TRAINING_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Files.delete(log);
    }
}
