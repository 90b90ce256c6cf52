package dev.sluice.relay.dialect;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.scanning.JsonCursor;

/// The usage object of Responses and of chat completions, which name the same things differently
/// (wire-protocols §6.2). Cached and written tokens stand *inside* the input there; here they are taken out.
record OpenAiUsage(long input, long cached, long written, long output, long reasoning) {

    private static final long ABSENT = JsonCursor.ABSENT;

    /// Reads the usage object under the cursor.
    static OpenAiUsage read(JsonCursor cursor) {
        long input = ABSENT;
        long output = ABSENT;
        Details in = Details.NONE;
        Details out = Details.NONE;
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("input_tokens") || cursor.keyIs("prompt_tokens")) {
                input = cursor.integer();
            } else if (cursor.keyIs("output_tokens") || cursor.keyIs("completion_tokens")) {
                output = cursor.integer();
            } else if (isDetails(cursor, "input_tokens_details", "prompt_tokens_details")) {
                in = Details.read(cursor);
            } else if (isDetails(cursor, "output_tokens_details", "completion_tokens_details")) {
                out = Details.read(cursor);
            } else {
                cursor.skip();
            }
        }
        return new OpenAiUsage(input, in.cached, in.written, output, out.reasoning);
    }

    private static boolean isDetails(JsonCursor cursor, String name, String chatName) {
        return (cursor.keyIs(name) || cursor.keyIs(chatName)) && cursor.isObject();
    }

    boolean told() {
        return input != ABSENT || output != ABSENT;
    }

    boolean outputTold() {
        return output != ABSENT;
    }

    /// Null when the numbers cannot be true: a negative one, or parts above their total.
    @Nullable
    TokenUsage tokens(boolean longCacheRetention) {
        long paid = orZero(input) - orZero(cached) - orZero(written);
        long write = orZero(written);
        return Sums.tokens(paid, orZero(output), orZero(cached), 0, longCacheRetention ? 0 : write, 0,
                longCacheRetention ? write : 0, orZero(reasoning));
    }

    private static long orZero(long value) {
        return value == ABSENT ? 0 : value;
    }

    private record Details(long cached, long written, long reasoning) {

        static final Details NONE = new Details(ABSENT, ABSENT, ABSENT);

        static Details read(JsonCursor cursor) {
            long cached = ABSENT;
            long written = ABSENT;
            long reasoning = ABSENT;
            cursor.enterObject();
            while (cursor.nextKey()) {
                if (cursor.keyIs("cached_tokens")) {
                    cached = cursor.integer();
                } else if (cursor.keyIs("cache_write_tokens")) {
                    written = cursor.integer();
                } else if (cursor.keyIs("reasoning_tokens")) {
                    reasoning = cursor.integer();
                } else {
                    cursor.skip();
                }
            }
            return new Details(cached, written, reasoning);
        }
    }
}
