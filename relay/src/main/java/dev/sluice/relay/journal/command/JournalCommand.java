package dev.sluice.relay.journal.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.relay.journal.inspection.JournalInspection;
import dev.sluice.relay.journal.inspection.JournalScan;
import dev.sluice.relay.journal.segment.JournalRecord;

/// `journal list | verify | export`: looks at journals on disk, also beside the relay that writes them, and
/// changes nothing.
public final class JournalCommand {

    /// Everything is as it should be.
    public static final int FINE = 0;
    /// Something on the disk is damaged.
    public static final int DAMAGED = 1;
    /// It was asked wrongly, or there is nothing to look at.
    public static final int USAGE = 2;

    private static final String ROW = "%-39s %12s %9s %9s %-14s %s%n";
    private static final Consumer<JournalRecord> NOBODY = _ -> {
    };

    private final PrintStream out;
    private final PrintStream err;

    public JournalCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs the words behind `journal`; `environment` may name the folder by `SLUICE_DATA`.
    ///
    /// @return the exit code of the process
    public int run(List<String> words, Map<String, String> environment) {
        try {
            return switch (Question.of(words, environment)) {
                case Question.Refused(var sentence) -> refuse(sentence);
                case Question.Asked(var verb, var folder, var ids) -> answer(verb, folder, ids);
            };
        } catch (IOException e) {
            return refuse("journal: " + e + " (expected: a folder of journals that may be read)");
        }
    }

    private int refuse(String sentence) {
        err.println(sentence);
        return USAGE;
    }

    private int answer(Question.Verb verb, Path folder, List<JournalId> ids) throws IOException {
        if (verb == Question.Verb.LIST) {
            out.printf(ROW, "JOURNAL", "BYTES", "RECORDS", "WAITING", "CURSOR", "STATE");
        }
        int worst = FINE;
        for (JournalId id : ids) {
            Consumer<JournalRecord> each = verb == Question.Verb.EXPORT
                    ? record -> out.println(JsonLine.of(id, record))
                    : NOBODY;
            worst = Math.max(worst, tell(verb, folder, id, each));
        }
        out.flush();
        return worst;
    }

    private int tell(Question.Verb verb, Path folder, JournalId id, Consumer<JournalRecord> each) throws IOException {
        if (!Files.isDirectory(folder.resolve(id.value()))) {
            return FINE;
        }
        JournalInspection found = JournalScan.inspect(folder, id, each);
        switch (verb) {
            case LIST -> row(found);
            case VERIFY -> verified(found);
            case EXPORT -> found.damages().forEach(damage -> err.println(id + ": " + damage));
        }
        return found.damages().isEmpty() ? FINE : DAMAGED;
    }

    private void row(JournalInspection found) {
        String state = found.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        out.printf(ROW, found.id(), found.bytes(), found.records(), found.waiting(),
                found.cursor().map(at -> at.segment() + ":" + at.offset()).orElse("none"),
                found.damages().isEmpty() ? state : state + ", damaged");
    }

    private void verified(JournalInspection found) {
        out.println(found.id() + ": " + found.records() + " records are whole, "
                + (found.damages().isEmpty() ? "no number is missing" : found.damages().size() + " damages"));
        found.damages().forEach(damage -> out.println("  damage: " + damage));
        found.tornTail().ifPresent(tail -> out.println("  torn tail: " + tail + "; the next run of the relay cuts it"));
    }
}
