package dev.sluice.contracts.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Ports for servers that are restarted on the same port. They lie below the range the kernel hands to
/// outgoing connections: a client that reconnects there while the server is down could else meet itself.
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int LAST = 31_999;
    private static final int TRIES_MAX = 200;
    private static final int CONNECT_MILLIS_MAX = 200;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /// A port of the loopback address on which nothing listens now, and no other caller in this JVM was given: a
    /// server may take its time to listen, or be down for a while.
    public static int next() {
        RandomGenerator random = RandomGenerator.getDefault();
        for (int attempt = 0; attempt < TRIES_MAX; attempt++) {
            int port = random.nextInt(FIRST, LAST + 1);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port in " + FIRST + "-" + LAST + " after " + TRIES_MAX + " tries");
    }

    /// Whether a server could listen on the port of the loopback address.
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /// Whether something accepts connections on the port of the loopback address.
    public static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS_MAX);
            return socket.getLocalPort() != port;
        } catch (IOException refused) {
            return false;
        }
    }
}
