package dev.sluice.quickstart.commands;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

import dev.sluice.quickstart.platform.AotCaches;
import dev.sluice.quickstart.platform.Preflight;
import dev.sluice.quickstart.platform.StartFailure;

/// Runs one command and says how it went: 0 well, 1 not, always with a sentence.
public final class Commands {

    private static final int WELL = 0;
    private static final int FAILED = 1;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    public Commands(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    public int run(String[] words) {
        try {
            Path home = Path.of(System.getProperty("sluice.home", "")).toAbsolutePath();
            return run(Arguments.parse(words, home));
        } catch (StartFailure failure) {
            err.println(failure.sentence());
            return FAILED;
        }
    }

    private int run(Arguments arguments) {
        return switch (arguments.command()) {
            case "up" -> up(arguments);
            case "down" -> well(new Down(out).run(arguments));
            case "status" -> well(new Status(out).run(arguments));
            case "doctor" -> well(doctor(arguments));
            case "prepare" -> well(new AotCaches(out).make(arguments.home()));
            default -> throw new StartFailure(arguments.command() + " is no command of ./sluice: see ./sluice help.");
        };
    }

    private int up(Arguments arguments) {
        return well(arguments.detach()
                ? new DetachedUp(out).run(arguments)
                : new Up(out).run(arguments, arguments.options(environment)));
    }

    private boolean doctor(Arguments arguments) {
        var findings = Preflight.look(arguments.options(environment));
        findings.forEach(finding -> out.println(finding.problem().map(problem -> "  no  " + finding.subject() + ": "
                + problem).orElse("  ok  " + finding.subject())));
        return findings.stream().allMatch(finding -> finding.problem().isEmpty());
    }

    private static int well(boolean well) {
        return well ? WELL : FAILED;
    }
}
