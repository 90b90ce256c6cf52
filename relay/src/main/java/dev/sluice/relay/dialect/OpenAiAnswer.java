package dev.sluice.relay.dialect;

import org.jspecify.annotations.Nullable;

import dev.sluice.relay.dialect.UsageReading.Ending;
import dev.sluice.relay.scanning.JsonCursor;

/// What both OpenAI dialects tell about an answer: who answered, at what tier, with what usage.
final class OpenAiAnswer {

    private final boolean longCacheRetention;
    private @Nullable OpenAiUsage usage;
    private @Nullable String rawUsage;
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable String serviceTier;
    long webSearches;
    long textBytes;
    Ending ending = Ending.OPEN;

    OpenAiAnswer(boolean longCacheRetention) {
        this.longCacheRetention = longCacheRetention;
    }

    /// Takes the member under the cursor if it is one of the common ones.
    boolean takes(JsonCursor cursor, byte[] bytes) {
        if (cursor.keyIs("id")) {
            id = cursor.string();
        } else if (cursor.keyIs("model")) {
            model = cursor.string();
        } else if (cursor.keyIs("service_tier")) {
            String told = cursor.string();
            serviceTier = told == null ? serviceTier : told;
        } else if (cursor.keyIs("usage") && cursor.isObject()) {
            int from = cursor.position();
            usage = OpenAiUsage.read(cursor);
            rawUsage = RawUsage.copy(bytes, from, cursor.position());
        } else {
            return false;
        }
        return true;
    }

    UsageReading reading() {
        OpenAiUsage told = usage == null || !usage.told() ? null : usage;
        var tokens = told == null ? null : told.tokens(longCacheRetention);
        return new UsageReading(ending, tokens, told != null && told.outputTold(), told != null && tokens == null,
                rawUsage, model, serviceTier, null, null, id, webSearches, textBytes);
    }
}
