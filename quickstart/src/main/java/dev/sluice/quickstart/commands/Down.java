package dev.sluice.quickstart.commands;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.sluice.quickstart.platform.Folders;
import dev.sluice.quickstart.platform.Pids;

/// `down`: asks the supervisor to end everything, then ends what is left of it.
record Down(PrintStream out) {

    private static final Duration SUPERVISOR_MAX = Duration.ofSeconds(60);
    private static final Duration LEFT_OVER_MAX = Duration.ofSeconds(10);
    private static final String SUPERVISOR = "supervisor";

    boolean run(Arguments arguments) {
        var folders = new Folders(arguments.data());
        Optional<ProcessHandle> supervisor = Pids.running(folders, SUPERVISOR);
        supervisor.ifPresent(process -> end(process, SUPERVISOR_MAX));
        List<String> leftOver = Pids.names(folders).stream().filter(name -> !name.equals(SUPERVISOR)).toList();
        long ended = leftOver.stream().filter(name -> endLeftOver(folders, name)).count();
        out.println(supervisor.isPresent() || ended > 0
                ? "Sluice is down."
                : "Nothing ran from " + folders.data() + ".");
        return true;
    }

    private static boolean endLeftOver(Folders folders, String name) {
        Optional<ProcessHandle> process = Pids.running(folders, name);
        process.ifPresent(running -> end(running, LEFT_OVER_MAX));
        folders.pid(name).toFile().delete();
        return process.isPresent();
    }

    private static void end(ProcessHandle process, Duration patience) {
        process.destroy();
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            process.destroyForcibly();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
