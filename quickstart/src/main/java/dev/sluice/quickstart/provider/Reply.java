package dev.sluice.quickstart.provider;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.sluice.contracts.usage.TokenUsage;

/// One answer in the making: what was asked, what is played, and the id it carries.
record Reply(String id, long createdSeconds, Ask ask, StubScript script) {

    /// The text of one chunk, the same for everyone.
    String text(int number) {
        return "Chunk " + (number + 1) + " of " + script.chunks() + (number + 1 == script.chunks() ? "." : ", ");
    }

    String wholeText() {
        return IntStream.range(0, script.chunks()).mapToObj(this::text).collect(Collectors.joining());
    }

    TokenUsage usage() {
        return script.usage();
    }
}
