package dev.sluice.contracts.rated;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.UserId;

/// What came of a verdict on a dead letter. Topic `dlq.account.events`, beside the letters, in the same partition.
///
/// @param place
///            identity of the letter, its header `dlq-place`
/// @param userId
///            whose account; absent where the key of the letter names none
/// @param at
///            append time of the verdict
/// @param detail
///            why it was refused or dismissed
public record DeadLetterSettled(
        String place,
        @Nullable UserId userId,
        Instant at,
        Verdict verdict,
        String detail,
        String by) {

    /// Replayed and dismissed are final: nothing comes of the letter any more. Refused: the letter is as it was.
    public enum Verdict {
        REPLAYED, DISMISSED, REFUSED
    }

    /// Whether nothing more comes of the letter.
    public boolean settles() {
        return verdict != Verdict.REFUSED;
    }
}
