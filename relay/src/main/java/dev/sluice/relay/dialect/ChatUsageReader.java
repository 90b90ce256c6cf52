package dev.sluice.relay.dialect;

import java.util.Arrays;

import dev.sluice.relay.dialect.UsageReading.Ending;
import dev.sluice.relay.scanning.JsonCursor;
import dev.sluice.relay.scanning.JsonMalformed;

/// Reads answers of `/v1/chat/completions`: usage stands in the JSON, or in the last chunk of a stream that
/// was asked for it; `[DONE]` ends the stream.
final class ChatUsageReader implements UsageReader {

    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final JsonCursor cursor = new JsonCursor();
    private final OpenAiAnswer answer;

    ChatUsageReader(boolean longCacheRetention) {
        this.answer = new OpenAiAnswer(longCacheRetention);
    }

    @Override
    public void onData(byte[] bytes, int from, int to) {
        if (isDone(bytes, from, to)) {
            answer.ending = answer.ending == Ending.OPEN ? Ending.FINISHED : answer.ending;
            return;
        }
        try {
            cursor.over(bytes, from, to);
            if (cursor.isObject()) {
                readObject(bytes);
            }
        } catch (JsonMalformed unreadable) {
            // An event that is no JSON passes untouched and says nothing about usage.
        }
    }

    @Override
    public void onBody(byte[] bytes, int from, int to) {
        try {
            cursor.over(bytes, from, to);
            if (cursor.isObject()) {
                readObject(bytes);
            }
        } catch (JsonMalformed unreadable) {
            // The text stands for the output then.
        }
        answer.textBytes = to - from;
        answer.ending = Ending.FINISHED;
    }

    private void readObject(byte[] bytes) {
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("choices") && cursor.isArray()) {
                answer.textBytes += written(false);
            } else if (cursor.keyIs("error") && cursor.isObject()) {
                answer.ending = Ending.FAILED;
                cursor.skip();
            } else if (!answer.takes(cursor, bytes)) {
                cursor.skip();
            }
        }
    }

    /// UTF-8 bytes that the model wrote below the cursor: content, refusals, reasoning, arguments of calls.
    /// Strings count only inside a `delta`: the rest are roles, names and reasons.
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
                written += inDelta && isText() ? cursor.textBytes() : written(inDelta || cursor.keyIs("delta"));
            }
        } else {
            cursor.skip();
        }
        return written;
    }

    private boolean isText() {
        return cursor.keyIs("content") || cursor.keyIs("arguments") || cursor.keyIs("refusal")
                || cursor.keyIs("reasoning_content");
    }

    private static boolean isDone(byte[] bytes, int from, int to) {
        return to - from >= DONE.length
                && Arrays.equals(bytes, from, from + DONE.length, DONE, 0, DONE.length);
    }

    @Override
    public boolean ended() {
        return answer.ending != Ending.OPEN;
    }

    @Override
    public long textBytes() {
        return answer.textBytes;
    }

    @Override
    public UsageReading reading() {
        return answer.reading();
    }
}
