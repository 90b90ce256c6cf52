package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Unpacks each built service and lets it write a JDK AOT cache in a first, short run, so that later ones
/// start in half the time. A service without a cache starts all the same, only slower.
public record AotCaches(PrintStream out) {

    private static final List<String> SERVICES = List.of("usage-streams", "billing", "api", "relay");
    private static final int TRAINING_SECONDS_MAX = 120;
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /// Makes what is missing or older than its jar.
    public boolean make(Path home) {
        SERVICES.forEach(service -> prepare(service, home.resolve(service).resolve("target")));
        new KafkaAotCache(home).make();
        return true;
    }

    private void prepare(String service, Path target) {
        try {
            Path jar = Builds.jar(service, target);
            Path unpacked = target.resolve("run").resolve(service + ".jar");
            if (Builds.isNewer(unpacked, jar)) {
                return;
            }
            execute(target, List.of(JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--force",
                    "--destination", target.resolve("run").toString(), "--application-filename", service + ".jar"));
            Files.setLastModifiedTime(unpacked, Builds.changedAt(unpacked));
            Path cache = target.resolve(service + ".aot");
            Files.deleteIfExists(cache);
            execute(target, training(cache, unpacked));
            out.println("  " + service + (Files.exists(cache) ? ": AOT cache written" : ": no AOT cache"));
        } catch (IOException cause) {
            throw new StartFailure("The service " + service + " cannot be prepared: " + cause.getMessage(), cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Preparing " + service + " was interrupted.", stopped);
        }
    }

    /// The flags of the real run: the JVM does not use a cache that was made with others.
    private static List<String> training(Path cache, Path unpacked) {
        var command = new ArrayList<String>(List.of(JAVA, "-XX:AOTCacheOutput=" + cache, "-Xmx512m"));
        command.addAll(Builds.FLAGS);
        command.addAll(List.of("-Dspring.context.exit=onRefresh", "-jar", unpacked.toString()));
        return command;
    }

    /// Runs in a folder of its own with secrets of its own: a first run must touch nobody's data.
    private static void execute(Path target, List<String> command) throws IOException, InterruptedException {
        var folders = new Folders(target.resolve("training"));
        folders.create();
        new Secrets(folders.secrets(), new SecureRandom()).create();
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Redirect.to(folders.log("training").toFile()));
        builder.environment().put("SLUICE_SECRETS", folders.secrets().toString());
        builder.environment().put("SLUICE_DATA", folders.of("data").toString());
        builder.environment().put("SERVER_PORT", "0");
        Process process = builder.start();
        if (!process.waitFor(TRAINING_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
