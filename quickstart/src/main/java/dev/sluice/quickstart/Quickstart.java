package dev.sluice.quickstart;

import dev.sluice.quickstart.commands.Commands;

/// The entry that `./sluice` calls.
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] arguments) {
        int exitCode = new Commands(System.out, System.err, System.getenv()).run(arguments);
        System.exit(exitCode);
    }
}
