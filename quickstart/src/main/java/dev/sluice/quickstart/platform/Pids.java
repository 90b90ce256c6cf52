package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The processes of a data folder, by their files in `pids/`. A process counts only if its command line
/// names the folder: a pid may belong to somebody else by now.
public final class Pids {

    /// A supervisor in the foreground was not told its folder on the command line.
    private static final String MAIN_CLASS = "dev.sluice.quickstart.Quickstart";

    private Pids() {}

    /// The process of this name, if it runs.
    public static Optional<ProcessHandle> running(Folders folders, String name) {
        try {
            String pid = Files.readString(folders.pid(name)).strip();
            return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive)
                    .filter(process -> isOf(folders, process));
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /// The names of all processes that have a file.
    public static List<String> names(Folders folders) {
        if (!Files.isDirectory(folders.pids())) {
            return List.of();
        }
        try (Stream<java.nio.file.Path> files = Files.list(folders.pids())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static boolean isOf(Folders folders, ProcessHandle process) {
        try {
            return Files.readString(java.nio.file.Path.of("/proc", "" + process.pid(), "cmdline"))
                    .transform(line -> line.contains(folders.data().toString()) || line.contains(MAIN_CLASS));
        } catch (IOException noProcFolder) {
            return process.info().commandLine().map(line -> line.contains(folders.data().toString())).orElse(true);
        }
    }
}
