package dev.sluice.relay.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/// A provider whose answers a test writes byte by byte, over real sockets.
final class ScriptedUpstream implements AutoCloseable {

    /// Answers one request on the open connection; the connection is kept when it returns true.
    @FunctionalInterface
    interface Script {
        boolean answer(Received request, Wire wire) throws Exception;
    }

    /// A request as it came.
    record Received(String line, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, UTF_8);
        }
    }

    /// The provider's side of one connection.
    record Wire(Socket socket, InputStream in, OutputStream out) {

        void send(String text) throws IOException {
            out.write(text.getBytes(UTF_8));
            out.flush();
        }

        void chunk(String text) throws IOException {
            byte[] bytes = text.getBytes(UTF_8);
            send(Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n");
        }

        /// Blocks until the relay closes the connection.
        void awaitClose() throws IOException {
            try {
                while (in.read() >= 0) {
                    // A cancelled request sends nothing more.
                }
            } catch (IOException reset) {
                // A reset is a close, too.
            }
        }
    }

    private final ServerSocket listener;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile Script script = (request, wire) -> false;

    ScriptedUpstream() {
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    void plays(Script next) {
        script = next;
    }

    /// Answers every request with this head and body.
    void answers(String head, String body) {
        plays((request, wire) -> {
            wire.send("HTTP/1.1 " + head + "\r\ncontent-length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
            return true;
        });
    }

    /// Answers every request with a chunked event stream.
    void streams(String... parts) {
        plays((request, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
                    + "transfer-encoding: chunked\r\n\r\n");
            for (String part : parts) {
                wire.chunk(part);
            }
            wire.send("0\r\n\r\n");
            return true;
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    List<Received> received() {
        return received;
    }

    /// Whether the port is really closed.
    boolean refuses() {
        try (Socket probe = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            return !probe.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    int connections() {
        return connections.get();
    }

    int closed() {
        return closed.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException stopped) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Wire wire = new Wire(socket, in, socket.getOutputStream());
            boolean goesOn = true;
            while (goesOn) {
                String line = line(in);
                if (line.isEmpty()) {
                    break;
                }
                Received request = read(line, in);
                received.add(request);
                goesOn = script.answer(request, wire);
            }
        } catch (Exception broken) {
            // The test looks at what the relay made of it.
        } finally {
            closed.incrementAndGet();
        }
    }

    private static Received read(String line, InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Received(line, headers, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
