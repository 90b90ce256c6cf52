package dev.sluice.relay.server;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.sluice.relay.server.ScriptedUpstream.Script;
import dev.sluice.relay.server.ScriptedUpstream.Wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Everything a provider gets wrong (wire-protocols §3.4), as scripts of a [ScriptedUpstream].
final class Faults {

    static final String SSE_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
            + "transfer-encoding: chunked\r\n\r\n";

    private Faults() {}

    /// An error status with a JSON body, `headers` each ended by CRLF.
    static Script status(int status, String headers, String body) {
        return (request, wire) -> {
            wire.send("HTTP/1.1 " + status + " Fault\r\ncontent-type: application/json\r\n" + headers
                    + "content-length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
            return true;
        };
    }

    static Script anthropic(int status, String type, String message) {
        return status(status, "", "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message
                + "\"},\"request_id\":\"req_theirs\"}");
    }

    static Script openAi(int status, String code, String message) {
        return status(status, "", "{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + code
                + "\",\"param\":null,\"code\":\"" + code + "\"}}");
    }

    /// What stands before a provider answers for it.
    static Script html(int status) {
        return (request, wire) -> {
            String page = "<html><body>Bad gateway</body></html>";
            wire.send("HTTP/1.1 " + status + " Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: "
                    + page.length() + "\r\n\r\n" + page);
            return true;
        };
    }

    static Script redirect() {
        return (request, wire) -> {
            wire.send("HTTP/1.1 307 Temporary Redirect\r\nlocation: http://169.254.169.254/\r\n"
                    + "content-length: 0\r\n\r\n");
            return true;
        };
    }

    static Script resetBeforeHead() {
        return (request, wire) -> {
            reset(wire);
            return false;
        };
    }

    static Script closeBeforeHead() {
        return (request, wire) -> false;
    }

    static Script closeWithinHead() {
        return (request, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\ncontent-ty");
            return false;
        };
    }

    static Script noHttp() {
        return (request, wire) -> {
            wire.send("SSH-2.0-OpenSSH_9.9\r\n\r\n");
            return true;
        };
    }

    /// Takes the request and says nothing, ever.
    static Script silence() {
        return (request, wire) -> {
            wire.awaitClose();
            return false;
        };
    }

    static Script cut(String... parts) {
        return (request, wire) -> {
            begin(wire, parts);
            reset(wire);
            return false;
        };
    }

    static Script endWithoutTerminal(String... parts) {
        return (request, wire) -> {
            begin(wire, parts);
            wire.send("0\r\n\r\n");
            return true;
        };
    }

    static Script silentStream(String... parts) {
        return (request, wire) -> {
            begin(wire, parts);
            wire.awaitClose();
            return false;
        };
    }

    /// Plays `first` once and `then` ever after.
    static Script once(Script first, Script then) {
        AtomicBoolean played = new AtomicBoolean();
        return (request, wire) -> (played.getAndSet(true) ? then : first).answer(request, wire);
    }

    private static void begin(Wire wire, String... parts) throws IOException {
        wire.send(SSE_HEAD);
        for (String part : parts) {
            wire.chunk(part);
        }
    }

    private static void reset(Wire wire) throws IOException {
        wire.socket().setSoLinger(true, 0);
        wire.socket().close();
    }
}
