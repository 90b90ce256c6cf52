package dev.sluice.relay.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/// A client of HTTP/2 that keeps to no rule: it sends frames as it is told.
final class RawHttp2 implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GO_AWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int PROTOCOL_ERROR = 1;
    static final int FLOW_CONTROL_ERROR = 3;
    static final int REFUSED_STREAM = 7;
    static final int CANCEL = 8;
    static final int ENHANCE_YOUR_CALM = 11;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int TIMEOUT_MILLIS = 30_000;
    /// So that what the relay answers soon has no room when it is not read.
    private static final int RECEIVE_BYTES = 4_096;
    private static final int BATCH_BYTES = 64 * 1024;
    private static final int INDEXED_STATUS = 0x88;

    record Frame(int type, int flags, int stream, byte[] payload) {

        int errorCode() {
            return ByteBuffer.wrap(payload).getInt(type == GO_AWAY ? 4 : 0);
        }

        /// Of a head whose status is one of those that HPACK has a number for: 200 to 500.
        int indexedStatus() {
            return List.of(200, 204, 206, 304, 400, 404, 500).get((payload[0] & 0xff) - INDEXED_STATUS);
        }
    }

    private final SSLSocket socket;
    private final DataInputStream in;
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();

    RawHttp2(TestCertificate certificate, int port) throws IOException {
        Socket plain = new Socket();
        plain.setReceiveBufferSize(RECEIVE_BYTES);
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket = (SSLSocket) certificate.client().getSocketFactory().createSocket(plain, "localhost", port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[]{"h2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        batch.writeBytes(opening());
        flush();
    }

    /// What a connection begins with.
    static byte[] opening() {
        ByteArrayOutputStream opening = new ByteArrayOutputStream();
        opening.writeBytes(PREFACE.getBytes(ISO_8859_1));
        opening.writeBytes(bytes(SETTINGS, 0, 0));
        return opening.toByteArray();
    }

    static byte[] bytes(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length).put((byte) (payload.length >> 16))
                .putShort((short) payload.length).put((byte) type).put((byte) flags).putInt(stream).put(payload)
                .array();
    }

    RawHttp2 frame(int type, int flags, int stream, byte... payload) throws IOException {
        batch.writeBytes(bytes(type, flags, stream, payload));
        return batch.size() > BATCH_BYTES ? flush() : this;
    }

    RawHttp2 number(int type, int stream, int number) throws IOException {
        return frame(type, 0, stream, ByteBuffer.allocate(4).putInt(number).array());
    }

    RawHttp2 flush() throws IOException {
        byte[] bytes = batch.toByteArray();
        batch.reset();
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /// A head as HPACK writes it without its tables.
    static byte[] head(String method, String path, String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, ":method", method);
        literal(block, ":scheme", "https");
        literal(block, ":authority", "localhost");
        literal(block, ":path", path);
        for (int i = 0; i < fields.length; i += 2) {
            literal(block, fields[i], fields[i + 1]);
        }
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        text(block, name);
        text(block, value);
    }

    /// A text with its length in front, in HPACK's integers of seven bits.
    static void text(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        int rest = bytes.length - 127;
        if (rest < 0) {
            block.write(bytes.length);
        } else {
            block.write(127);
            while (rest >= 128) {
                block.write(rest % 128 | 128);
                rest /= 128;
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }

    Frame next() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException();
        }
        return new Frame(type, flags, stream, payload);
    }

    /// The next frame of this type.
    Frame next(int type) throws IOException {
        Frame frame = next();
        while (frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    /// What the relay still says before it ends the connection, settings and acknowledgements left out.
    List<Frame> untilClosed() {
        List<Frame> said = new ArrayList<>();
        try {
            while (true) {
                Frame frame = next();
                if (frame.type() != SETTINGS && frame.type() != PING) {
                    said.add(frame);
                }
            }
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the relay leaves the connection open after " + said, open);
        } catch (IOException closed) {
            return said;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
