package dev.sluice.relay.exchange;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.sluice.contracts.account.UsageEvent;

/// The journal as a request sees it. Once `Recorded` is answered the event survives the death of the process
/// (or of the host, or of the disk: the configured durability).
public interface Recorder {

    /// Answers exactly once: before returning if the durability needs no waiting, else later on `loop`.
    /// Only reservations and extensions may be refused with `Full`; the bound leaves room for what ends a request.
    void append(UsageEvent event, Executor loop, Consumer<Answer> answer);

    /// Whether the event is safe.
    sealed interface Answer {

        record Recorded() implements Answer {}

        /// A bound of the journal is reached (bytes, age or unbilled money); `bound` names it.
        record Full(String bound) implements Answer {}

        /// The disk refused. Nothing may be served on the strength of this event.
        record Failed(String reason) implements Answer {}
    }
}
