package dev.sluice.relay.dialect;

import org.jspecify.annotations.Nullable;

import dev.sluice.relay.dialect.UsageReading.Ending;
import dev.sluice.relay.scanning.JsonCursor;
import dev.sluice.relay.scanning.JsonMalformed;

/// Reads answers of `/v1/messages`: `message_start` has the input, `message_delta` the cumulative output,
/// `message_stop` or `error` ends the stream.
final class AnthropicUsageReader implements UsageReader {

    private final JsonCursor cursor = new JsonCursor();
    private final AnthropicUsage usage = new AnthropicUsage();
    private Ending ending = Ending.OPEN;
    private @Nullable String startUsage;
    private @Nullable String lastUsage;
    private @Nullable String model;
    private @Nullable String messageId;
    private boolean deltaSeen;
    private long textBytes;

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
        textBytes = to - from;
        try {
            cursor.over(bytes, from, to);
            if (cursor.isObject()) {
                readMessage(bytes);
                deltaSeen = usage.outputTold();
            }
        } catch (JsonMalformed unreadable) {
            // The text stands for the output then.
        }
        ending = Ending.FINISHED;
    }

    private void readEvent(byte[] bytes) {
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("type")) {
                readType();
            } else if (cursor.keyIs("delta") && cursor.isObject()) {
                readDelta();
            } else if (cursor.keyIs("message") && cursor.isObject()) {
                readMessage(bytes);
            } else if (cursor.keyIs("usage") && cursor.isObject()) {
                deltaSeen = true;
                lastUsage = readUsage(bytes);
            } else {
                cursor.skip();
            }
        }
    }

    private void readType() {
        if (cursor.text()) {
            if (cursor.textIs("message_stop")) {
                ending = Ending.FINISHED;
            } else if (cursor.textIs("error")) {
                ending = Ending.FAILED;
            }
        }
    }

    private void readDelta() {
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("text") || cursor.keyIs("partial_json") || cursor.keyIs("thinking")) {
                textBytes += cursor.textBytes();
            } else {
                cursor.skip();
            }
        }
    }

    private void readMessage(byte[] bytes) {
        cursor.enterObject();
        while (cursor.nextKey()) {
            if (cursor.keyIs("id")) {
                messageId = cursor.string();
            } else if (cursor.keyIs("model")) {
                model = cursor.string();
            } else if (cursor.keyIs("usage") && cursor.isObject()) {
                startUsage = readUsage(bytes);
            } else {
                cursor.skip();
            }
        }
    }

    private @Nullable String readUsage(byte[] bytes) {
        int from = cursor.position();
        usage.read(cursor);
        return RawUsage.copy(bytes, from, cursor.position());
    }

    @Override
    public boolean ended() {
        return ending != Ending.OPEN;
    }

    @Override
    public long textBytes() {
        return textBytes;
    }

    @Override
    public UsageReading reading() {
        return new UsageReading(ending, usage.tokens(), deltaSeen && usage.outputTold(), usage.implausible(),
                rawUsage(), model, usage.serviceTier(), usage.speed(), usage.geography(), messageId,
                usage.webSearches(), textBytes);
    }

    /// A stream tells its usage twice, and the second time leaves things out: both are kept.
    private @Nullable String rawUsage() {
        if (startUsage == null || lastUsage == null) {
            return lastUsage == null ? startUsage : lastUsage;
        }
        return RawUsage.bounded("{\"message_start\":" + startUsage + ",\"message_delta\":" + lastUsage + "}");
    }
}
