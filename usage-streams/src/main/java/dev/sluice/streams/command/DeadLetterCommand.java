package dev.sluice.streams.command;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.apache.kafka.common.errors.RecordTooLargeException;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.streams.explaining.AccountAt;
import dev.sluice.streams.letters.Handle;
import dev.sluice.streams.letters.Letter;
import dev.sluice.streams.letters.LetterBox;
import dev.sluice.streams.letters.Verdicts;

/// `dlq`: which records were held back, and a person's verdict on each.
final class DeadLetterCommand {

    static final String USES = "dlq list | dlq show LETTER | dlq replay LETTER… [--by NAME]"
            + " | dlq dismiss LETTER… --because TEXT [--by NAME] | dlq unpark USER --because TEXT [--by NAME]";
    private static final String SOMEBODY = "operator";
    private static final int TEXT_LENGTH_MAX = 300;

    private final PrintStream out;
    private final PrintStream err;
    private final String kafka;
    private final InstantSource clock;
    private final Verdicts verdicts;

    DeadLetterCommand(PrintStream out, PrintStream err, String kafka, InstantSource clock) {
        this.out = out;
        this.err = err;
        this.kafka = kafka;
        this.clock = clock;
        this.verdicts = new Verdicts(kafka, clock);
    }

    /// Runs the words after `dlq`; throws `IllegalArgumentException` for those it does not understand.
    int run(List<String> words) {
        List<String> rest = new ArrayList<>(words);
        String by = taken("--by", rest).orElse(SOMEBODY);
        Optional<String> because = taken("--because", rest);
        String verb = rest.isEmpty() ? "nothing" : rest.removeFirst();
        return switch (verb) {
            case "list" -> list(rest);
            case "show" -> show(Handle.parse(only(verb, rest)));
            case "replay" -> each(verb, rest, letter -> verdicts.replay(letter, by));
            case "dismiss" -> {
                String reason = given(verb, because);
                yield each(verb, rest, letter -> verdicts.dismiss(letter, reason, by));
            }
            case "unpark" -> unpark(new UserId(only(verb, rest)), given(verb, because), by);
            default -> throw new IllegalArgumentException("dlq " + verb + " (expected: " + USES + ")");
        };
    }

    private static Optional<String> taken(String option, List<String> words) {
        int at = words.indexOf(option);
        if (at < 0) {
            return Optional.empty();
        }
        if (at + 1 == words.size() || words.get(at + 1).isBlank()) {
            throw new IllegalArgumentException(option + ": nothing follows (expected: " + USES + ")");
        }
        words.remove(at);
        String text = words.remove(at);
        if (text.length() > TEXT_LENGTH_MAX) {
            throw new IllegalArgumentException(option + ": " + text.length() + " characters (expected: at most "
                    + TEXT_LENGTH_MAX + ")");
        }
        return Optional.of(text);
    }

    private static String only(String verb, List<String> words) {
        if (words.size() != 1) {
            throw new IllegalArgumentException("dlq " + verb + ": " + words.size() + " words follow (expected: 1)");
        }
        return words.getFirst();
    }

    private static String given(String verb, Optional<String> because) {
        return because.orElseThrow(() -> new IllegalArgumentException(
                "dlq " + verb + ": no reason (expected: --because TEXT)"));
    }

    private int list(List<String> words) {
        if (!words.isEmpty()) {
            throw new IllegalArgumentException("dlq list " + String.join(" ", words) + " (expected: dlq list)");
        }
        LetterBox box = LetterBox.read(kafka, List.of());
        for (Letter letter : box.open()) {
            out.println(LetterPage.line(letter));
        }
        out.println(box.open().isEmpty()
                ? "No dead letter is open."
                : String.format(Locale.ROOT, "%,d open%s.", box.open().size(), box.isFull() ? " or more" : ""));
        return StreamsCommand.FINE;
    }

    private int show(Handle handle) {
        LetterBox box = LetterBox.read(kafka, List.of(handle));
        return box.find(handle).map(letter -> {
            out.print(LetterPage.of(letter, box.outcome(letter)));
            return StreamsCommand.FINE;
        }).orElseGet(() -> different(handle + " is no dead letter"));
    }

    /// What is to become of an open letter.
    private interface Verdict {
        Optional<DeadLetterSettled> on(Letter letter);
    }

    private int each(String verb, List<String> words, Verdict verdict) {
        List<Handle> handles = words.stream().map(Handle::parse).toList();
        if (handles.isEmpty()) {
            throw new IllegalArgumentException("dlq " + verb + ": no letter (expected: " + USES + ")");
        }
        LetterBox box = LetterBox.read(kafka, handles);
        int worst = StreamsCommand.FINE;
        for (Handle handle : handles) {
            int exitCode = box.find(handle).map(letter -> one(verb, letter, box.outcome(letter), verdict))
                    .orElseGet(() -> different(handle + " is no dead letter"));
            worst = Math.max(worst, exitCode);
        }
        return worst;
    }

    private int one(String verb, Letter letter, Optional<DeadLetterSettled> before, Verdict verdict) {
        if (before.isPresent()) {
            return different(letter.handle() + " is settled: " + LetterPage.outcome(before.get()));
        }
        if (verb.equals("replay") && letter.user().isEmpty()) {
            return different(letter.handle() + " names no account: its key is no user id (expected: dlq dismiss)");
        }
        if (verb.equals("replay") && letter.left().isPresent()) {
            return different(letter.handle() + " is too large to be carried again: it stands at " + letter.place()
                    + " (expected: dlq dismiss)");
        }
        try {
            return verdict.on(letter).map(word -> told(letter, word)).orElseGet(() -> different(letter.handle()
                    + ": written, but not decided within " + Verdicts.DECIDED_WITHIN.toSeconds()
                    + " s (it will be when usage-streams is there)"));
        } catch (RecordTooLargeException tooLarge) {
            return different(letter.handle() + " is too large to be carried again: " + tooLarge.getMessage());
        }
    }

    private int told(Letter letter, DeadLetterSettled word) {
        out.println(letter.handle() + " " + LetterPage.outcome(word));
        return word.settles() ? StreamsCommand.FINE : StreamsCommand.DIFFERENT;
    }

    private int unpark(UserId user, String reason, String by) {
        if (AccountAt.read(kafka, user, clock.instant()).isEmpty()) {
            return different(user + " has no account");
        }
        verdicts.unpark(user, reason, by);
        out.println(user + ": its release is in the log.");
        return StreamsCommand.FINE;
    }

    private int different(String sentence) {
        err.println(sentence);
        return StreamsCommand.DIFFERENT;
    }
}
