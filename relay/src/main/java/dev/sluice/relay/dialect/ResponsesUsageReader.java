package dev.sluice.relay.dialect;

import dev.sluice.relay.dialect.UsageReading.Ending;

/// Reads answers of `/v1/responses`. Only the terminal event has usage: `response.completed`,
/// `response.incomplete` or `response.failed`; an `error` event ends the stream without any.
final class ResponsesUsageReader extends OpenAiUsageReader {

    ResponsesUsageReader(boolean longCacheRetention) {
        super(longCacheRetention);
    }

    @Override
    void readEvent(byte[] bytes) {
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

    @Override
    void readWhole(byte[] bytes) {
        readResponse(bytes);
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
}
