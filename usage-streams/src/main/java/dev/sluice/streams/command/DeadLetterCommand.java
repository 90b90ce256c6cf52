package dev.sluice.streams.command;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.explaining.AccountAt;
import dev.sluice.streams.letters.Desk;
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
    private final Desk desk;

    DeadLetterCommand(PrintStream out, PrintStream err, String kafka, InstantSource clock) {
        this.out = out;
        this.err = err;
        this.kafka = kafka;
        this.clock = clock;
        this.verdicts = new Verdicts(kafka, clock);
        this.desk = new Desk(kafka, clock);
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
            case "replay" -> each(verb, rest, (box, handle) -> desk.replay(box, handle, by));
            case "dismiss" -> {
                String reason = given(verb, because);
                yield each(verb, rest, (box, handle) -> desk.dismiss(box, handle, reason, by));
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
        LetterBox box = desk.read(List.of());
        for (Letter letter : box.open()) {
            out.println(LetterPage.line(letter));
        }
        out.println(box.open().isEmpty()
                ? "No dead letter is open."
                : String.format(Locale.ROOT, "%,d open%s.", box.open().size(), box.isFull() ? " or more" : ""));
        return StreamsCommand.FINE;
    }

    private int show(Handle handle) {
        LetterBox box = desk.read(List.of(handle));
        return box.find(handle).map(letter -> {
            out.print(LetterPage.of(letter, box.outcome(letter)));
            return StreamsCommand.FINE;
        }).orElseGet(() -> different(handle + " is no dead letter"));
    }

    /// What is to become of a letter.
    private interface Verdict {
        Desk.Answer on(LetterBox box, Handle handle);
    }

    private int each(String verb, List<String> words, Verdict verdict) {
        List<Handle> handles = words.stream().map(Handle::parse).toList();
        if (handles.isEmpty()) {
            throw new IllegalArgumentException("dlq " + verb + ": no letter (expected: " + USES + ")");
        }
        LetterBox box = desk.read(handles);
        int worst = StreamsCommand.FINE;
        for (Handle handle : handles) {
            worst = Math.max(worst, told(handle, verdict.on(box, handle)));
        }
        return worst;
    }

    private int told(Handle handle, Desk.Answer answer) {
        return switch (answer) {
            case Desk.Answer.Decided(var word) -> {
                out.println(handle + " " + LetterPage.outcome(word));
                yield word.settles() ? StreamsCommand.FINE : StreamsCommand.DIFFERENT;
            }
            case Desk.Answer.SettledBefore(var word) -> different(handle + " is settled: " + LetterPage.outcome(word));
            case Desk.Answer.Unknown() -> different(handle + " is no dead letter");
            case Desk.Answer.Impossible(var why) -> different(handle + " " + why);
            case Desk.Answer.Undecided() -> different(handle + ": written, but not decided within "
                    + Verdicts.DECIDED_WITHIN.toSeconds() + " s (it will be when usage-streams is there)");
        };
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
