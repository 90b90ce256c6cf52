package dev.sluice.relay.metering;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.dialect.UsageReading.Ending;

/// What is charged for an answer, however it ended: architecture D14 as code.
public sealed interface Charge {

    /// These tokens, on this basis.
    record Tokens(TokenUsage tokens, Basis basis) implements Charge {}

    /// Nothing: the provider charged nothing.
    record Nothing() implements Charge {}

    /// For an answer with a success status. `requestBytes` is the size of the request's body: the input when
    /// nobody counted it. A provider that reports a failure before it wrote or counted anything charges nothing.
    static Charge of(UsageReading reading, long requestBytes) {
        TokenUsage told = reading.tokens();
        if (told == null) {
            boolean failedUnseen = reading.ending() == Ending.FAILED && reading.textBytes() == 0
                    && !reading.implausible();
            return failedUnseen ? new Nothing() : estimated(requestBytes, reading.textBytes());
        }
        if (!reading.outputTold()) {
            return new Tokens(withOutput(told, TextEstimate.tokens(reading.textBytes())), Basis.ESTIMATED);
        }
        return new Tokens(told, reading.ending() == Ending.OPEN ? Basis.PARTIAL : Basis.REPORTED);
    }

    /// What is known of an answer that is still coming: the provider's inputs once it has told them, and the
    /// output by the text that passed.
    static Tokens soFar(@Nullable UsageReading reading, long requestBytes) {
        TokenUsage told = reading == null ? null : reading.tokens();
        long written = TextEstimate.tokens(reading == null ? 0 : reading.textBytes());
        TokenUsage tokens = told == null
                ? TokenUsage.of(Math.min(TextEstimate.tokens(requestBytes), TokenUsage.CLASS_MAX),
                        Math.min(written, TokenUsage.CLASS_MAX))
                : withOutput(told, written);
        return new Tokens(tokens, told == null ? Basis.ESTIMATED : Basis.PARTIAL);
    }

    private static Charge estimated(long requestBytes, long textBytes) {
        long input = Math.min(TextEstimate.tokens(requestBytes), TokenUsage.CLASS_MAX);
        long output = Math.min(TextEstimate.tokens(textBytes), TokenUsage.CLASS_MAX);
        return new Tokens(TokenUsage.of(input, output), Basis.ESTIMATED);
    }

    /// The provider's inputs, and whichever is larger: its provisional output or what was seen to pass.
    private static TokenUsage withOutput(TokenUsage told, long seen) {
        return new TokenUsage(told.input(), Math.max(told.output(), Math.min(seen, TokenUsage.CLASS_MAX)),
                told.cacheRead(), told.cacheWrite5m(), told.cacheWrite30m(), told.cacheWrite1h(),
                told.cacheWrite12h(), told.reasoning());
    }
}
