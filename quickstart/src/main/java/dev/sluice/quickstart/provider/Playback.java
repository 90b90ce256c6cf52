package dev.sluice.quickstart.provider;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpExchange;

import dev.sluice.quickstart.provider.Dialect.Frame;

/// Writes one answer at its pace. A cut is an [IOException]: the server then drops the connection without
/// the end of the body, as a broken upstream would.
record Playback(HttpExchange exchange, Dialect dialect, Reply reply, StubCounters counters) {

    private static final int STREAM_LENGTH_UNKNOWN = 0;

    void play() throws IOException {
        StubScript script = reply.script();
        if (script.status() != StubScript.STATUS_OK) {
            refuse(script.status(), "The stub answers " + script.status() + " as it was asked to.");
        } else if (reply.ask().stream()) {
            stream();
        } else {
            pause();
            Answers.json(exchange, script.status(), dialect.whole(reply));
        }
    }

    void refuse(int status, String message) throws IOException {
        reply.script().retryAfterSeconds()
                .ifPresent(seconds -> exchange.getResponseHeaders().set("retry-after", seconds.toString()));
        Answers.json(exchange, status, dialect.refusal(status, message, "req_" + reply.id()));
    }

    private void stream() throws IOException {
        exchange.getResponseHeaders().set("content-type", "text/event-stream; charset=utf-8");
        exchange.getResponseHeaders().set("cache-control", "no-cache");
        exchange.sendResponseHeaders(StubScript.STATUS_OK, STREAM_LENGTH_UNKNOWN);
        OutputStream body = exchange.getResponseBody();
        try {
            write(body, dialect.opening(reply));
            if (writeChunks(body)) {
                write(body, dialect.closing(reply));
            }
            body.close();
        } catch (CutException cut) {
            throw cut;
        } catch (IOException callerLeft) {
            counters.cancelled();
            throw callerLeft;
        }
    }

    /// Whether the text came to its end and the stream is to be closed in order.
    private boolean writeChunks(OutputStream body) throws IOException {
        StubScript script = reply.script();
        int last = Math.min(script.chunks(), script.cutAfterChunks().orElse(script.chunks()));
        for (int number = 0; number < last; number++) {
            pause();
            write(body, List.of(dialect.chunk(reply, number)));
        }
        if (script.errorEvent().isPresent()) {
            write(body, List.of(dialect.failure(reply, script.errorEvent().get())));
            return false;
        }
        if (script.cutAfterChunks().isPresent()) {
            throw new CutException("cut after " + last + " chunks as asked");
        }
        return true;
    }

    private void pause() {
        LockSupport.parkNanos(reply.script().delay().toNanos());
    }

    private static void write(OutputStream body, List<Frame> frames) throws IOException {
        for (Frame frame : frames) {
            String event = frame.event().isEmpty() ? "" : "event: " + frame.event() + "\n";
            body.write((event + "data: " + frame.data() + "\n\n").getBytes(StandardCharsets.UTF_8));
            body.flush();
        }
    }

    private static final class CutException extends IOException {

        private static final long serialVersionUID = 1;

        private CutException(String message) {
            super(message);
        }
    }
}
