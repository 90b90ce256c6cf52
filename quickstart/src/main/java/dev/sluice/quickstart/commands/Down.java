package dev.sluice.quickstart.commands;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.sluice.quickstart.platform.Folders;
import dev.sluice.quickstart.platform.LocalPlatform;
import dev.sluice.quickstart.platform.Pids;

/// `down`: asks the supervisor to end everything, then ends what is left of it.
record Down(PrintStream out) {

    private static final Duration SUPERVISOR_MAX = Duration.ofSeconds(60);
    private static final Duration LEFT_OVER_MAX = Duration.ofSeconds(10);
    private static final String SUPERVISOR = "supervisor";

    boolean run(Arguments arguments) {
        var folders = new Folders(arguments.data());
        Optional<ProcessHandle> supervisor = Pids.running(folders, SUPERVISOR);
        supervisor.ifPresent(process -> {
            process.destroy();
            awaitEnd(process, SUPERVISOR_MAX);
        });
        List<String> leftOver = Pids.names(folders).stream().filter(name -> !name.equals(SUPERVISOR)).toList();
        boolean ended = endTogether(folders, leftOver.stream().filter(name -> !LocalPlatform.isNeeded(name)).toList())
                | endTogether(folders, leftOver.stream().filter(LocalPlatform::isNeeded).toList());
        out.println(supervisor.isPresent() || ended
                ? "Sluice is down."
                : "Nothing ran from " + folders.data() + ".");
        return true;
    }

    private static boolean endTogether(Folders folders, List<String> names) {
        List<ProcessHandle> running = names.stream().map(name -> Pids.running(folders, name)).flatMap(Optional::stream)
                .toList();
        running.forEach(ProcessHandle::destroy);
        running.forEach(process -> awaitEnd(process, LEFT_OVER_MAX));
        names.forEach(name -> folders.pid(name).toFile().delete());
        return !running.isEmpty();
    }

    private static void awaitEnd(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            process.destroyForcibly();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
