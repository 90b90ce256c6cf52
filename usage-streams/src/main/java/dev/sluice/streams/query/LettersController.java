package dev.sluice.streams.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.streams.letters.Desk;
import dev.sluice.streams.letters.Handle;
import dev.sluice.streams.letters.Letter;
import dev.sluice.streams.letters.LetterBox;
import dev.sluice.streams.letters.Verdicts;

/// Dead letters and verdicts on them, as `./sluice dlq` has them. Each question reads the topic of the letters.
@RestController
final class LettersController {

    /// Questions at a time: each reads a topic.
    private static final int AT_ONCE_MAX = 2;
    private static final int TEXT_LENGTH_MAX = 300;

    private final Desk desk;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);

    /// One letter, without its bytes.
    record Entry(String letter, Instant since, String kind, String type, String key, String reason, String place) {

        static Entry of(Letter letter) {
            return new Entry(letter.handle().toString(), letter.since(), letter.kind(), letter.type(), letter.key(),
                    letter.reason(), letter.place());
        }
    }

    /// @param more
    ///            whether there are more than are listed
    record Entries(List<Entry> letters, boolean more) {}

    record Field(String name, byte @Nullable [] value) {}

    /// One letter with its bytes, in Base64.
    ///
    /// @param left
    ///            bytes that are too many for a letter and stand only at its place
    /// @param settled
    ///            absent while it is open
    record Whole(Entry letter, List<Field> headers, byte @Nullable [] value, @Nullable String left,
            @Nullable DeadLetterSettled settled) {}

    /// Who speaks a verdict, and why; a replay needs no reason.
    record Word(@Nullable String by, @Nullable String because) {}

    LettersController(Desk desk) {
        this.desk = desk;
    }

    @GetMapping("/internal/letters")
    ResponseEntity<?> letters() {
        return placed(() -> {
            LetterBox box = desk.read(List.of());
            return json(HttpStatus.OK, new Entries(box.open().stream().map(Entry::of).toList(), box.isFull()));
        });
    }

    @GetMapping("/internal/letters/{letter}")
    ResponseEntity<?> letter(@PathVariable("letter") String text) {
        Handle handle = Handle.parse(text);
        return placed(() -> {
            LetterBox box = desk.read(List.of(handle));
            return box.find(handle).<ResponseEntity<?>>map(letter -> json(HttpStatus.OK, whole(letter, box)))
                    .orElseGet(() -> told(handle, new Desk.Answer.Unknown()));
        });
    }

    private static Whole whole(Letter letter, LetterBox box) {
        List<Field> headers = List.of(letter.headers().toArray()).stream()
                .map(header -> new Field(header.key(), header.value())).toList();
        return new Whole(Entry.of(letter), headers, letter.value(), letter.left().orElse(null),
                box.outcome(letter).orElse(null));
    }

    @PostMapping("/internal/letters/{letter}/replay")
    ResponseEntity<?> replay(@PathVariable("letter") String text, @RequestBody byte[] body) {
        Handle handle = Handle.parse(text);
        String by = bounded("by", word(body).by());
        return placed(() -> told(handle, desk.replay(desk.read(List.of(handle)), handle, by)));
    }

    @PostMapping("/internal/letters/{letter}/dismiss")
    ResponseEntity<?> dismiss(@PathVariable("letter") String text, @RequestBody byte[] body) {
        Handle handle = Handle.parse(text);
        Word word = word(body);
        String by = bounded("by", word.by());
        String because = bounded("because", word.because());
        return placed(() -> told(handle, desk.dismiss(desk.read(List.of(handle)), handle, because, by)));
    }

    private static Word word(byte[] body) {
        try {
            return Optional.ofNullable(SluiceJson.mapper().readValue(body, Word.class)).orElse(new Word(null, null));
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("body: no JSON object (expected: {\"by\": …, \"because\": …})",
                    malformed);
        }
    }

    private static String bounded(String name, @Nullable String text) {
        if (text == null || text.isBlank() || text.length() > TEXT_LENGTH_MAX) {
            throw new IllegalArgumentException(name + ": " + (text == null ? "none" : text.length() + " characters")
                    + " (expected: 1.." + TEXT_LENGTH_MAX + ", not blank)");
        }
        return text;
    }

    private ResponseEntity<?> placed(Supplier<ResponseEntity<?>> question) {
        if (!places.tryAcquire()) {
            return problem(HttpStatus.SERVICE_UNAVAILABLE, "busy",
                    AT_ONCE_MAX + " questions about letters are under way (expected: fewer)");
        }
        try {
            return question.get();
        } finally {
            places.release();
        }
    }

    private static ResponseEntity<?> told(Handle handle, Desk.Answer answer) {
        return switch (answer) {
            case Desk.Answer.Decided(var word) -> json(HttpStatus.OK, word);
            case Desk.Answer.SettledBefore(var word) -> problem(HttpStatus.CONFLICT, "settled-before",
                    handle + " was " + word.verdict() + " by " + word.by() + " at " + word.at());
            case Desk.Answer.Unknown() ->
                problem(HttpStatus.NOT_FOUND, "unknown-letter", handle + " is no dead letter");
            case Desk.Answer.Impossible(var why) -> problem(HttpStatus.CONFLICT, "impossible", handle + " " + why);
            case Desk.Answer.Undecided() -> problem(HttpStatus.GATEWAY_TIMEOUT, "undecided",
                    handle + ": the verdict is in the log, but not decided within "
                            + Verdicts.DECIDED_WITHIN.toSeconds() + " s");
        };
    }

    private static ResponseEntity<?> json(HttpStatus status, Object answer) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON)
                .body(SluiceJson.mapper().writeValueAsBytes(answer));
    }

    private static ResponseEntity<?> problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        return ResponseEntity.status(status).body(problem);
    }
}
