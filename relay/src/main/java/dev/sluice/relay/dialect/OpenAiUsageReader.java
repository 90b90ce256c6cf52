package dev.sluice.relay.dialect;

import dev.sluice.relay.dialect.UsageReading.Ending;
import dev.sluice.relay.scanning.JsonCursor;
import dev.sluice.relay.scanning.JsonMalformed;

/// What reading the answers of OpenAI's dialects has in common: JSON objects, in events or whole, and the
/// members that stand in all of them.
abstract sealed class OpenAiUsageReader implements UsageReader permits ResponsesUsageReader, ChatUsageReader {

    final JsonCursor cursor = new JsonCursor();
    final OpenAiAnswer answer;

    OpenAiUsageReader(boolean longCacheRetention) {
        this.answer = new OpenAiAnswer(longCacheRetention);
    }

    /// Reads the object of one event.
    abstract void readEvent(byte[] bytes);

    /// Reads the object that is the whole answer.
    abstract void readWhole(byte[] bytes);

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
        try {
            cursor.over(bytes, from, to);
            if (cursor.isObject()) {
                readWhole(bytes);
            }
        } catch (JsonMalformed unreadable) {
            // The text stands for the output then.
        }
        answer.textBytes = to - from;
        answer.ending = Ending.FINISHED;
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
