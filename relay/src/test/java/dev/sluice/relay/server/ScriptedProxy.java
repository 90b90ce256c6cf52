package dev.sluice.relay.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// A proxy that speaks `CONNECT` and SOCKS5 with a login, and leads every connection to one place, whatever
/// host is asked for: names are the proxy's to resolve.
final class ScriptedProxy implements AutoCloseable {

    private static final int SOCKS5 = 5;

    private final ServerSocket listener;
    private final int target;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    ScriptedProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// Hosts that were asked for, and by whom.
    List<String> asked() {
        return asked;
    }

    void refuses() {
        refusing = true;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException stopped) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            int first = in.readUnsignedByte();
            if (first == SOCKS5) {
                socks(in, client.getOutputStream());
            } else {
                connect(in, client.getOutputStream());
            }
            if (!refusing) {
                pass(client);
            }
        } catch (IOException broken) {
            // The test looks at what the relay made of it.
        }
    }

    private void connect(InputStream in, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder("C");
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        String login = head.toString().lines().filter(it -> it.toLowerCase(Locale.ROOT)
                .startsWith("proxy-authorization")).findFirst().orElse("");
        asked.add(head.substring(8, head.indexOf(" HTTP")) + " " + login.substring(login.lastIndexOf(' ') + 1));
        String answer = refusing ? "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n" : "HTTP/1.1 200 OK\r\n\r\n";
        out.write(answer.getBytes(ISO_8859_1));
        out.flush();
    }

    private void socks(DataInputStream in, OutputStream out) throws IOException {
        in.readNBytes(in.readUnsignedByte());
        out.write(new byte[]{SOCKS5, 2});
        in.readUnsignedByte();
        String user = new String(in.readNBytes(in.readUnsignedByte()), ISO_8859_1);
        String password = new String(in.readNBytes(in.readUnsignedByte()), ISO_8859_1);
        out.write(new byte[]{1, 0});
        in.readNBytes(4);
        String host = new String(in.readNBytes(in.readUnsignedByte()), ISO_8859_1);
        asked.add(host + ":" + in.readUnsignedShort() + " " + user + "/" + password);
        out.write(new byte[]{SOCKS5, (byte) (refusing ? 2 : 0), 0, 1, 0, 0, 0, 0, 0, 0});
        out.flush();
    }

    private void pass(Socket client) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread back = Thread.startVirtualThread(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // Either side may end it.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
