package dev.sluice.relay.dialect;

import java.util.Arrays;

import dev.sluice.relay.dialect.UsageReading.Ending;

/// Reads answers of `/v1/chat/completions` and of the legacy `/v1/completions`: usage stands in the JSON, or
/// in the last chunk of a stream that was asked for it; `[DONE]` ends the stream.
final class ChatUsageReader extends OpenAiUsageReader {

    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final boolean plainTexts;

    private ChatUsageReader(boolean plainTexts, boolean longCacheRetention) {
        super(longCacheRetention);
        this.plainTexts = plainTexts;
    }

    /// For chunks whose choices have a `delta`.
    static ChatUsageReader ofChat(boolean longCacheRetention) {
        return new ChatUsageReader(false, longCacheRetention);
    }

    /// For chunks whose choices have a `text`.
    static ChatUsageReader ofTexts(boolean longCacheRetention) {
        return new ChatUsageReader(true, longCacheRetention);
    }

    @Override
    public void onData(byte[] bytes, int from, int to) {
        if (isDone(bytes, from, to)) {
            answer.ending = answer.ending == Ending.OPEN ? Ending.FINISHED : answer.ending;
        } else {
            super.onData(bytes, from, to);
        }
    }

    @Override
    void readEvent(byte[] bytes) {
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("choices") && cursor.isArray()) {
                answer.textBytes += written(plainTexts);
            } else if (cursor.keyIs("error") && cursor.isObject()) {
                answer.ending = Ending.FAILED;
                cursor.skip();
            } else if (!answer.takes(cursor, bytes)) {
                cursor.skip();
            }
        }
    }

    @Override
    void readWhole(byte[] bytes) {
        readEvent(bytes);
    }

    /// UTF-8 bytes that the model wrote below the cursor: content, refusals, reasoning, arguments of calls.
    /// Outside a `delta` strings do not count: those are roles and reasons.
    private long written(boolean inDelta) {
        long written = 0;
        if (cursor.isArray()) {
            cursor.enterArray();
            while (cursor.nextElement()) {
                written += written(inDelta);
            }
        } else if (cursor.isObject()) {
            cursor.enterObject();
            while (cursor.nextKey()) {
                boolean counts = inDelta && isText() && cursor.isText();
                written += counts ? cursor.textBytes() : written(inDelta || cursor.keyIs("delta"));
            }
        } else {
            cursor.skip();
        }
        return written;
    }

    private boolean isText() {
        return plainTexts
                ? cursor.keyIs("text")
                : cursor.keyIs("content") || cursor.keyIs("arguments") || cursor.keyIs("input")
                        || cursor.keyIs("refusal") || cursor.keyIs("reasoning_content") || cursor.keyIs("reasoning")
                        || cursor.keyIs("text");
    }

    private static boolean isDone(byte[] bytes, int from, int to) {
        return to - from >= DONE.length
                && Arrays.equals(bytes, from, from + DONE.length, DONE, 0, DONE.length);
    }
}
