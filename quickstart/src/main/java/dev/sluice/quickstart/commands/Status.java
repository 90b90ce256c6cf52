package dev.sluice.quickstart.commands;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.sluice.contracts.testing.FreePort;
import dev.sluice.quickstart.platform.Folders;
import dev.sluice.quickstart.platform.Pids;
import dev.sluice.quickstart.platform.Ports;

/// `status`: which processes of the data folder run, and which ports answer.
record Status(PrintStream out) {

    boolean run(Arguments arguments) {
        var folders = new Folders(arguments.data());
        List<String> names = Pids.names(folders);
        if (names.isEmpty()) {
            out.println("Nothing runs from " + folders.data() + ".");
            return false;
        }
        for (String name : names) {
            Optional<ProcessHandle> process = Pids.running(folders, name);
            out.println(String.format(Locale.ROOT, "  %-14s %s", name,
                    process.map(running -> "process " + running.pid()).orElse("gone")));
        }
        Ports.of(folders).all().forEach((name, port) -> out.println(String.format(Locale.ROOT,
                "  %-18s port %d %s", name, port, FreePort.answers(port) ? "answers" : "is silent")));
        return names.stream().allMatch(name -> Pids.running(folders, name).isPresent());
    }
}
