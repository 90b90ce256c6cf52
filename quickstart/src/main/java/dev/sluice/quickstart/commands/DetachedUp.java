package dev.sluice.quickstart.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.sluice.quickstart.platform.Folders;
import dev.sluice.quickstart.platform.StartFailure;

/// `up --detach`: starts the supervisor as a process of its own and waits for its word.
record DetachedUp(PrintStream out) {

    private static final int LOOK_AGAIN_MILLIS = 50;
    private static final String OUTPUT = "supervisor.out";

    boolean run(Arguments arguments) {
        var folders = new Folders(arguments.data());
        Path output = output(folders);
        try {
            Process supervisor = launch(arguments, output);
            long shown = 0;
            while (!supervisor.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                shown = show(output, shown);
                if (isReady(folders, supervisor)) {
                    show(output, shown);
                    return true;
                }
            }
            show(output, shown);
            return false;
        } catch (IOException cause) {
            throw new StartFailure("The supervisor cannot be started: " + cause.getMessage(), cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Beside the data folder's content, so that `--fresh` of the supervisor leaves it alone.
    private static Path output(Folders folders) {
        try {
            Path temporary = Files.createTempFile("sluice-", "-" + OUTPUT);
            temporary.toFile().deleteOnExit();
            Files.deleteIfExists(folders.state());
            return temporary;
        } catch (IOException cause) {
            throw new StartFailure("The folder for temporary files cannot be written: " + cause.getMessage(), cause);
        }
    }

    private static Process launch(Arguments arguments, Path output) throws IOException {
        var command = new ArrayList<String>(List.of("nohup", Path.of(System.getProperty("java.home"), "bin", "java")
                .toString()));
        command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sluice.quickstart.Quickstart", "up",
                "--data", arguments.data().toString(), "--port-offset", "" + arguments.portOffset()));
        if (arguments.fresh()) {
            command.add("--fresh");
        }
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(output.toFile()).start();
    }

    private static boolean isReady(Folders folders, Process supervisor) throws IOException {
        return supervisor.isAlive() && Files.exists(folders.state())
                && Files.readString(folders.state()).startsWith("ready");
    }

    private long show(Path output, long from) throws IOException {
        byte[] all = Files.readAllBytes(output);
        out.write(all, (int) from, (int) (all.length - from));
        out.flush();
        return all.length;
    }
}
