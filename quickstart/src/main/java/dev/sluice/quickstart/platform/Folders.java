package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// Where one platform keeps everything: data, logs, pids, secrets, the demo account.
public record Folders(Path data) {

    /// A file only this program writes: without it, `--fresh` deletes nothing.
    private static final String MARK = "sluice-data";

    public Folders {
        data = data.toAbsolutePath().normalize();
    }

    public Path of(String process) {
        return data.resolve(process);
    }

    public Path secrets() {
        return data.resolve("secrets");
    }

    public Path log(String process) {
        return data.resolve("logs").resolve(process + ".log");
    }

    public Path pid(String process) {
        return pids().resolve(process);
    }

    public Path pids() {
        return data.resolve("pids");
    }

    public Path demoEnv() {
        return data.resolve("demo.env");
    }

    /// By how much the ports of the platform are moved.
    Path portOffset() {
        return data.resolve("port-offset");
    }

    /// One line for a waiting `up --detach`: `starting`, `ready` or `failed: <sentence>`.
    public Path state() {
        return data.resolve("state");
    }

    /// Creates the folders that do not exist yet.
    public void create() {
        try {
            for (Path folder : List.of(data, secrets(), data.resolve("logs"), pids())) {
                Files.createDirectories(folder);
            }
            Files.writeString(data.resolve(MARK), "Sluice keeps its local data here.\n");
        } catch (IOException cause) {
            throw new StartFailure("The data folder " + data + " cannot be written: choose another with --data DIR.",
                    cause);
        }
    }

    /// Removes everything; refuses a folder that this program has not made.
    public void remove() {
        if (!Files.exists(data)) {
            return;
        }
        if (!Files.exists(data.resolve(MARK))) {
            throw new StartFailure("The folder " + data + " is no data folder of Sluice and is left alone: choose "
                    + "another with --data DIR.");
        }
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException cause) {
            throw new StartFailure("The data folder " + data + " cannot be emptied: " + cause.getMessage(), cause);
        }
    }
}
