package dev.sluice.relay.dialect;

import dev.sluice.relay.scanning.JsonCursor;

/// The members of a request body that mean the same under other names, or something else under the same one.
enum BodyShape {
    MESSAGES("max_tokens", "max_tokens"),
    RESPONSES("max_output_tokens", "max_output_tokens"),
    CHAT("max_completion_tokens", "max_tokens"),
    COMPLETIONS("max_tokens", "max_tokens");

    private final String outputBound;
    private final String olderOutputBound;

    BodyShape(String outputBound, String olderOutputBound) {
        this.outputBound = outputBound;
        this.olderOutputBound = olderOutputBound;
    }

    /// Whether the member under the cursor bounds the output.
    boolean boundsOutput(JsonCursor cursor) {
        return cursor.keyIs(outputBound) || cursor.keyIs(olderOutputBound);
    }

    /// Whether a stream tells its usage only when asked to.
    boolean tellsUsageOnRequest() {
        return this == CHAT || this == COMPLETIONS;
    }

    /// Whether `prompt` is the text itself; elsewhere it names one that the provider keeps.
    boolean promptIsText() {
        return this == COMPLETIONS;
    }

    /// Whether the model may reason where nobody sees it unless the request says otherwise.
    boolean reasonsUnasked() {
        return this == RESPONSES || this == CHAT;
    }
}
