package dev.sluice.relay.dialect;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.scanning.JsonCursor;

/// Folds the usage objects of one Messages answer (wire-protocols §6.1): inputs are the largest value seen,
/// the output and tool counts the last one, because later objects are cumulative and may leave fields out.
/// Compaction iterations stand beside the top-level numbers and are added.
final class AnthropicUsage {

    private static final long ABSENT = JsonCursor.ABSENT;

    private long input = ABSENT;
    private long cacheRead = ABSENT;
    private long cacheWrite = ABSENT;
    private long split5m = ABSENT;
    private long split1h = ABSENT;
    private long output = ABSENT;
    private long thinking = ABSENT;
    private long webSearches;
    private boolean negative;
    private TokenUsage compaction = TokenUsage.NONE;
    private @Nullable String serviceTier;
    private @Nullable String speed;
    private @Nullable String geography;

    /// Reads the usage object under the cursor.
    void read(JsonCursor cursor) {
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("input_tokens")) {
                input = Math.max(input, count(cursor));
            } else if (cursor.keyIs("cache_read_input_tokens")) {
                cacheRead = Math.max(cacheRead, count(cursor));
            } else if (cursor.keyIs("cache_creation_input_tokens")) {
                cacheWrite = Math.max(cacheWrite, count(cursor));
            } else if (cursor.keyIs("output_tokens")) {
                output = last(output, count(cursor));
            } else {
                readDetail(cursor);
            }
        }
    }

    private void readDetail(JsonCursor cursor) {
        if (cursor.keyIs("cache_creation") && cursor.isObject()) {
            readSplit(cursor);
        } else if (cursor.keyIs("output_tokens_details") && cursor.isObject()) {
            thinking = last(thinking, member(cursor, "thinking_tokens"));
        } else if (cursor.keyIs("server_tool_use") && cursor.isObject()) {
            webSearches = last(webSearches, member(cursor, "web_search_requests"));
        } else if (cursor.keyIs("service_tier")) {
            serviceTier = last(serviceTier, cursor.string());
        } else if (cursor.keyIs("speed")) {
            speed = last(speed, cursor.string());
        } else if (cursor.keyIs("inference_geo")) {
            geography = last(geography, cursor.string());
        } else if (cursor.keyIs("iterations") && cursor.isArray()) {
            readIterations(cursor);
        } else {
            cursor.skip();
        }
    }

    private void readSplit(JsonCursor cursor) {
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("ephemeral_5m_input_tokens")) {
                split5m = Math.max(split5m, count(cursor));
            } else if (cursor.keyIs("ephemeral_1h_input_tokens")) {
                split1h = Math.max(split1h, count(cursor));
            } else {
                cursor.skip();
            }
        }
    }

    private void readIterations(JsonCursor cursor) {
        TokenUsage sum = TokenUsage.NONE;
        cursor.enterArray();
        while (cursor.nextElement()) {
            if (!cursor.isObject()) {
                cursor.skip();
                continue;
            }
            Iteration iteration = Iteration.read(cursor);
            negative |= iteration.usage.negative;
            sum = iteration.compaction ? plus(sum, iteration.usage.ownTokens()) : sum;
        }
        compaction = sum;
    }

    /// An entry that says nothing adds nothing; one that cannot be true spoils the whole.
    private TokenUsage plus(TokenUsage sum, @Nullable TokenUsage tokens) {
        TokenUsage both = tokens == null ? sum : Sums.plus(sum, tokens);
        negative |= both == null;
        return both == null ? sum : both;
    }

    /// One entry of `usage.iterations`.
    private record Iteration(boolean compaction, AnthropicUsage usage) {

        static Iteration read(JsonCursor cursor) {
            AnthropicUsage usage = new AnthropicUsage();
            boolean compaction = false;
            cursor.enterObject();
            while (cursor.nextKey()) {
                if (cursor.keyIs("type")) {
                    compaction = cursor.text() && cursor.textIs("compaction");
                } else if (cursor.keyIs("input_tokens")) {
                    usage.input = usage.count(cursor);
                } else if (cursor.keyIs("output_tokens")) {
                    usage.output = usage.count(cursor);
                } else if (cursor.keyIs("cache_read_input_tokens")) {
                    usage.cacheRead = usage.count(cursor);
                } else if (cursor.keyIs("cache_creation_input_tokens")) {
                    usage.cacheWrite = usage.count(cursor);
                } else if (cursor.keyIs("cache_creation") && cursor.isObject()) {
                    usage.readSplit(cursor);
                } else {
                    cursor.skip();
                }
            }
            return new Iteration(compaction, usage);
        }
    }

    /// Whether any number was told; 0 counts, absent does not.
    boolean told() {
        return input != ABSENT || output != ABSENT;
    }

    boolean outputTold() {
        return output != ABSENT;
    }

    boolean implausible() {
        return negative || told() && tokens() == null;
    }

    /// Null when nothing was told or the numbers cannot be true.
    @Nullable
    TokenUsage tokens() {
        TokenUsage own = ownTokens();
        return own == null || negative ? null : Sums.plus(own, compaction);
    }

    private @Nullable TokenUsage ownTokens() {
        if (!told()) {
            return null;
        }
        long hour = orZero(split1h);
        long split = orZero(split5m) + hour;
        long write = orZero(cacheWrite) == 0 ? split : cacheWrite;
        long writtenForAnHour = Math.min(hour, write);
        return Sums.tokens(orZero(input), orZero(output), orZero(cacheRead), write - writtenForAnHour,
                0, writtenForAnHour, 0, Math.min(orZero(thinking), orZero(output)));
    }

    long webSearches() {
        return webSearches;
    }

    @Nullable
    String serviceTier() {
        return serviceTier;
    }

    @Nullable
    String speed() {
        return speed;
    }

    @Nullable
    String geography() {
        return geography;
    }

    private long count(JsonCursor cursor) {
        long value = cursor.integer();
        negative |= value < 0 && value != ABSENT;
        return value;
    }

    private long member(JsonCursor cursor, String name) {
        long value = ABSENT;
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs(name)) {
                value = count(cursor);
            } else {
                cursor.skip();
            }
        }
        return value;
    }

    private static long last(long before, long now) {
        return now == ABSENT ? before : now;
    }

    private static @Nullable String last(@Nullable String before, @Nullable String now) {
        return now == null ? before : now;
    }

    private static long orZero(long value) {
        return value == ABSENT ? 0 : value;
    }
}
