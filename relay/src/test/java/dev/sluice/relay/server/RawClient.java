package dev.sluice.relay.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.sluice.contracts.ids.KeySecret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/// A client that sees every byte: requests as text, answers as they come.
final class RawClient implements AutoCloseable {

    private static final int ANSWER_TIMEOUT_MILLIS = 30_000;

    /// An answer with its body joined from chunks; `whole` is false when the connection ended before it did.
    record Answer(String statusLine, Map<String, String> headers, String body, boolean whole) {
        int status() {
            return Integer.parseInt(statusLine.substring(9, 12));
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawClient(int port) throws IOException {
        this(port, InetAddress.getLoopbackAddress());
    }

    /// From another address of this host.
    RawClient(int port, InetAddress from) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
        socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static String post(String path, KeySecret key, String body, String... headers) {
        StringBuilder request = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: relay\r\n");
        request.append("Authorization: Bearer ").append(key.reveal()).append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n\r\n").append(body)
                .toString();
    }

    /// A request with a body of bytes.
    static byte[] post(String path, KeySecret key, byte[] body, String... headers) {
        String whole = post(path, key, "", headers).replace("Content-Length: 0", "Content-Length: " + body.length);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(whole.getBytes(UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    Answer answer() throws IOException {
        return answerInto(new ByteArrayOutputStream());
    }

    /// Leaves the body as bytes, too.
    Answer answerInto(ByteArrayOutputStream body) throws IOException {
        String status = line();
        Map<String, String> headers = headers();
        boolean whole = true;
        try {
            if ("chunked".equals(headers.get("transfer-encoding"))) {
                chunks(body);
            } else if (headers.containsKey("content-length")) {
                body.writeBytes(exactly(Integer.parseInt(headers.get("content-length"))));
            } else {
                in.transferTo(body);
            }
        } catch (IOException cut) {
            whole = false;
        }
        return new Answer(status, headers, body.toString(UTF_8), whole);
    }

    /// Reads the head of an answer and leaves the rest.
    Map<String, String> head() throws IOException {
        line();
        return headers();
    }

    /// The next chunk of an answer whose head was read.
    String chunk() throws IOException {
        String chunk = new String(exactly(Integer.parseInt(line(), 16)), UTF_8);
        line();
        return chunk;
    }

    /// Reads on until the text was seen.
    String until(String end) throws IOException {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        while (!seen.toString(UTF_8).endsWith(end)) {
            seen.write(byteOrEnd());
        }
        return seen.toString(UTF_8);
    }

    boolean isClosedByRelay() {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
        }
        return headers;
    }

    private void chunks(ByteArrayOutputStream body) throws IOException {
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(exactly(size));
            line();
        }
        line();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("cut after " + bytes.length + " of " + length);
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = byteOrEnd(); b != '\n'; b = byteOrEnd()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(ISO_8859_1);
    }

    private int byteOrEnd() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("closed");
        }
        return b;
    }

    /// Ends our sending side only.
    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
