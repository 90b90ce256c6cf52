package dev.sluice.relay.journal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.relay.journal.inspection.JournalScan;

/// What is asked of the journals of one folder.
sealed interface Question {

    /// What is to be done.
    enum Verb {
        LIST, VERIFY, EXPORT
    }

    /// These journals of this folder.
    record Asked(Verb verb, Path folder, List<JournalId> ids) implements Question {}

    /// Asked wrongly; `sentence` says how.
    record Refused(String sentence) implements Question {}

    String USAGE = "journal list|verify|export [--folder DIR] [ID]";
    String FOLDER = "--folder";

    /// Reads the words of the command line. Throws `IOException` when the folder cannot be read.
    static Question of(List<String> words, Map<String, String> environment) throws IOException {
        Path folder = null;
        List<String> rest = new ArrayList<>();
        for (Iterator<String> word = words.iterator(); word.hasNext();) {
            String next = word.next();
            if (!next.equals(FOLDER)) {
                rest.add(next);
            } else if (word.hasNext()) {
                folder = Path.of(word.next());
            } else {
                return new Refused(FOLDER + ": nothing follows (expected: a folder of journals): " + USAGE);
            }
        }
        Verb verb = rest.isEmpty() ? null : verb(rest.getFirst());
        if (verb == null || rest.size() > 2) {
            return new Refused("journal " + String.join(" ", words) + " (expected: " + USAGE + ")");
        }
        return in(folder == null ? byDefault(environment) : folder, verb, rest.size() == 2 ? rest.get(1) : null);
    }

    private static @Nullable Verb verb(String word) {
        for (Verb verb : Verb.values()) {
            if (verb.name().toLowerCase(Locale.ROOT).equals(word)) {
                return verb;
            }
        }
        return null;
    }

    /// Where the relay that has this environment keeps its journals; in a checkout that is a folder
    /// below `.sluice`.
    private static Path byDefault(Map<String, String> environment) {
        Path data = Path.of(environment.getOrDefault("SLUICE_DATA", ".sluice"));
        for (String place : List.of("relay/journal", "data/relay/journal")) {
            if (Files.isDirectory(data.resolve(place))) {
                return data.resolve(place);
            }
        }
        return data.resolve("journal");
    }

    private static Question in(Path folder, Verb verb, @Nullable String id) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Refused(
                    "journal folder " + folder + " is not there (expected: " + FOLDER + " DIR or SLUICE_DATA)");
        }
        List<JournalId> all = JournalScan.ids(folder);
        if (id == null) {
            return new Asked(verb, folder, all);
        }
        List<JournalId> chosen = all.stream().filter(each -> each.value().equals(id)).toList();
        return chosen.isEmpty()
                ? new Refused("journal " + id + " is not in " + folder + " (expected: one that `journal list` shows)")
                : new Asked(verb, folder, chosen);
    }
}
