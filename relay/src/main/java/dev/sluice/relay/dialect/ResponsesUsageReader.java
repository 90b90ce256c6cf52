package dev.sluice.relay.dialect;

import dev.sluice.relay.dialect.UsageReading.Ending;
import dev.sluice.relay.scanning.JsonCursor;
import dev.sluice.relay.scanning.JsonMalformed;

/// Reads answers of `/v1/responses`. Only the terminal event has usage: `response.completed`,
/// `response.incomplete` or `response.failed`; an `error` event ends the stream without any.
final class ResponsesUsageReader implements UsageReader {

    private final JsonCursor cursor = new JsonCursor();
    private final OpenAiAnswer answer;

    ResponsesUsageReader(boolean longCacheRetention) {
        this.answer = new OpenAiAnswer(longCacheRetention);
    }

    @Override
    public void onData(byte[] bytes, int from, int to) {
        try {
            cursor.over(bytes, from, to);
            if (cursor.isObject()) {
                readEvent(bytes);
            }
        } catch (JsonMalformed unreadable) {
            // An event that is no JSON passes untouched and says nothing about usage.
        }
    }

    @Override
    public void onBody(byte[] bytes, int from, int to) {
        answer.textBytes = to - from;
        try {
            cursor.over(bytes, from, to);
            if (cursor.isObject()) {
                readResponse(bytes);
            }
        } catch (JsonMalformed unreadable) {
            // The text stands for the output then.
        }
        answer.ending = Ending.FINISHED;
    }

    private void readEvent(byte[] bytes) {
        Ending seen = Ending.OPEN;
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("type")) {
                seen = cursor.text() ? endingOfType() : Ending.OPEN;
            } else if (cursor.keyIs("delta")) {
                answer.textBytes += cursor.textBytes();
            } else if (cursor.keyIs("response") && cursor.isObject()) {
                readResponse(bytes);
            } else {
                cursor.skip();
            }
        }
        answer.ending = seen == Ending.OPEN ? answer.ending : seen;
    }

    private Ending endingOfType() {
        if (cursor.textIs("response.completed") || cursor.textIs("response.incomplete")) {
            return Ending.FINISHED;
        }
        return cursor.textIs("response.failed") || cursor.textIs("error") ? Ending.FAILED : Ending.OPEN;
    }

    private void readResponse(byte[] bytes) {
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("output") && cursor.isArray()) {
                readOutput();
            } else if (!answer.takes(cursor, bytes)) {
                cursor.skip();
            }
        }
    }

    /// Hosted web searches are billed apart and stand only as output items.
    private void readOutput() {
        long searches = 0;
        cursor.enterArray();
        while (cursor.nextElement()) {
            if (cursor.isObject()) {
                searches += isWebSearch() ? 1 : 0;
            } else {
                cursor.skip();
            }
        }
        answer.webSearches = Math.max(answer.webSearches, searches);
    }

    private boolean isWebSearch() {
        boolean found = false;
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("type")) {
                found = cursor.text() && cursor.textIs("web_search_call");
            } else {
                cursor.skip();
            }
        }
        return found;
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
