package dev.sluice.streams.letters;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.kafka.common.errors.RecordTooLargeException;

import dev.sluice.contracts.rated.DeadLetterSettled;

/// Takes the verdicts of a person, one letter at a time: says what came of each, or why nothing can. Every method
/// throws `KafkaException` when Kafka is away.
public final class Desk {

    private final String kafka;
    private final Verdicts verdicts;

    public Desk(String kafka, InstantSource clock) {
        this.kafka = kafka;
        this.verdicts = new Verdicts(kafka, clock);
    }

    /// The letters there are; those that are wanted come with their bytes.
    public LetterBox read(Collection<Handle> wanted) {
        return LetterBox.read(kafka, wanted);
    }

    /// What came of a verdict.
    public sealed interface Answer {

        /// The decider has spoken; it may have refused.
        record Decided(DeadLetterSettled word) implements Answer {}

        /// Somebody was first: nothing was written.
        record SettledBefore(DeadLetterSettled word) implements Answer {}

        /// There is no such letter.
        record Unknown() implements Answer {}

        /// Nothing was written, and why.
        record Impossible(String why) implements Answer {}

        /// It is in the log, and the decider has not spoken within `Verdicts.DECIDED_WITHIN`.
        record Undecided() implements Answer {}
    }

    /// @param box
    ///            in which the letter was wanted
    public Answer replay(LetterBox box, Handle handle, String by) {
        return open(box, handle).orElseGet(() -> {
            Letter letter = box.find(handle).orElseThrow();
            if (letter.user().isEmpty()) {
                return new Answer.Impossible("names no account: its key is no user id (expected: dismiss)");
            }
            if (letter.left().isPresent()) {
                return new Answer.Impossible("is too large to be carried again: it stands at " + letter.place()
                        + " (expected: dismiss)");
            }
            return decided(() -> verdicts.replay(letter, by));
        });
    }

    /// @param box
    ///            in which the letter was wanted
    public Answer dismiss(LetterBox box, Handle handle, String reason, String by) {
        return open(box, handle)
                .orElseGet(() -> decided(() -> verdicts.dismiss(box.find(handle).orElseThrow(), reason, by)));
    }

    /// Empty when a verdict may be spoken.
    private static Optional<Answer> open(LetterBox box, Handle handle) {
        Optional<Letter> letter = box.find(handle);
        return letter.isEmpty()
                ? Optional.of(new Answer.Unknown())
                : box.outcome(letter.get()).map(Answer.SettledBefore::new);
    }

    private static Answer decided(Supplier<Optional<DeadLetterSettled>> verdict) {
        try {
            Optional<DeadLetterSettled> word = verdict.get();
            return word.isPresent() ? new Answer.Decided(word.get()) : new Answer.Undecided();
        } catch (RecordTooLargeException tooLarge) {
            return new Answer.Impossible("is too large to be carried again: " + tooLarge.getMessage());
        }
    }
}
